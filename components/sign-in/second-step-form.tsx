'use client';

import { useTranslations } from 'use-intl';
import { LinkButton } from '@/components/ui/link-button';
import type { SecondStep } from '@/lib/data/people/own-views';
import { paths } from '@/lib/paths';
import { goTo } from './go-to';
import { SecondStepWays } from './second-step-ways';

/** The second step of signing in, by what the person has; leads to `to` once it is done. */
export const SecondStepForm = ({ ways, to }: { readonly ways: SecondStep; readonly to: string }) => {
  const t = useTranslations('factors.secondStep');
  return (
    <div className="flex flex-col gap-6">
      <SecondStepWays ways={ways} onDone={() => goTo(to)} />
      <LinkButton anew href={paths.signIn(to)} className="self-start">
        {t('again')}
      </LinkButton>
    </div>
  );
};
