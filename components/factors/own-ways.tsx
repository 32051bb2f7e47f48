'use client';

import { useTranslations } from 'use-intl';
import { Panel } from '@/components/ui/panel';
import type { OwnAccount } from '@/lib/data/people/own-views';

/** By what one begins to sign in. */
export const OwnWays = ({ own }: { readonly own: OwnAccount }) => {
  const t = useTranslations('factors.account');
  const none = !own.hasPassword && own.provider === null && !own.oneClick;
  return (
    <Panel title={t('ways')}>
      {none ? (
        <p className="text-text-dim">{t('noWay')}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {own.hasPassword && <li>{t('password')}</li>}
          {own.provider !== null && <li>{t('provider', { provider: own.provider })}</li>}
          {own.oneClick && <li>{t('oneClick')}</li>}
        </ul>
      )}
    </Panel>
  );
};
