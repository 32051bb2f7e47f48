'use client';

import { useTranslations } from 'use-intl';
import { useFrame, usePlace } from '@/components/layout/frame-context';
import { whyNot } from '@/components/ui/why-not';
import { may, type Permission } from '@/lib/access/roles';

const MOST_ASKED = 3;

/**
 * Why the person may not do something, and whom to ask, by the table that the gate asks, too; `null`: they may. Without an `account` in that of the page.
 */
export const useWhyNot = (permission: Permission, account?: string): string | null => {
  const t = useTranslations('problems');
  const { grants, administrators, people } = useFrame();
  const place = usePlace();
  if (may(grants, permission, account ?? place?.account ?? null)) return null;
  return whyNot(
    t,
    permission,
    administrators.slice(0, MOST_ASKED).flatMap((id) => people[id]?.name ?? []),
  );
};
