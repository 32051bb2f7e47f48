'use client';

import { useTranslations } from 'use-intl';
import { useFrame, usePlace } from './frame-context';

/** What the top bar says, in a line of its own on paper, where there is no bar: the account and region, whether it is a simulated one, and who "you" is. */
export const PaperLine = () => {
  const t = useTranslations('common');
  const { user, people, simulated } = useFrame();
  const place = usePlace();
  const parts = [
    t('product'),
    place === null ? null : `${t('top.account')} ${place.account}`,
    place?.region,
    simulated ? t('top.simulated') : null,
    user === '' ? null : t('top.user', { user: people[user]?.name ?? user }),
  ];
  return <p className="hidden pb-3 text-xs text-text-dim print:block">{parts.filter(Boolean).join(' · ')}</p>;
};
