'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import type { Wanted } from '@/lib/restore/ways/ways';
import { askWays } from './ask-ways';

/** Opens the ways to an address that somebody holds. `brief`: beside the address itself, where there is little room. */
export const GetAddress = (props: { readonly wanted: Wanted; readonly brief?: boolean; readonly className?: string }) => {
  const { wanted, brief = false, className } = props;
  const t = useTranslations('restore.verdict');
  return (
    <Button size="small" {...(className === undefined ? {} : { className })} aria-haspopup="dialog" onClick={() => askWays(wanted)}>
      {t(brief ? 'getBrief' : 'getAddress')}
    </Button>
  );
};
