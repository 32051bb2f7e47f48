'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import type { Wanted } from '@/lib/restore/ways/ways';
import { askWays } from './ask-ways';

/** Opens the ways to an address that somebody holds. */
export const GetAddress = ({ wanted, className }: { readonly wanted: Wanted; readonly className?: string }) => {
  const t = useTranslations('restore.verdict');
  return (
    <Button size="small" {...(className === undefined ? {} : { className })} aria-haspopup="dialog" onClick={() => askWays(wanted)}>
      {t('getAddress')}
    </Button>
  );
};
