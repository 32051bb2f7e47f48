import type { useTranslations } from 'use-intl';
import type { WorkView } from '@/lib/data/background-work/views';

type Translate = ReturnType<typeof useTranslations<'work'>>;

/** What a task does, in words. */
export const workName = (t: Translate, { queue, subject }: Pick<WorkView, 'queue' | 'subject'>): string => {
  if (queue !== 'inventory') return t(`what.${queue}`);
  if (subject === 'vaults' || subject === 'resources' || subject === 'instances' || subject === 'interfaces')
    return t(`inventory.${subject}`);
  const vault = subject?.startsWith('points:') === true ? subject.slice('points:'.length) : null;
  return vault === null ? t('inventory.other') : t('inventory.points', { vault });
};
