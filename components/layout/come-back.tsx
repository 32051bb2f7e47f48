'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { useTranslations } from 'use-intl';
import type { Tellable } from '@/components/ui/problem-words';
import { comesBackMs } from '@/lib/queries/problem-error';
import { useComeBack } from './use-come-back';

/** Under a problem that may pass by itself: says that the page comes back, and reads it again until it does. Nothing under one that does not. */
export const ComeBack = ({ problem }: { readonly problem: Tellable }) => {
  const t = useTranslations('problems');
  const router = useRouter();
  const [reading, start] = useTransition();
  const everyMs = comesBackMs(problem);
  useComeBack(everyMs === false ? null : everyMs, () => {
    if (!reading) start(() => router.refresh());
  });
  return everyMs === false ? null : <p className="self-center text-text-dim">{t('comesBack')}</p>;
};
