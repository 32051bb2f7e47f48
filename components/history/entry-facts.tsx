'use client';

import { useTranslations } from 'use-intl';
import { CopyableId } from '@/components/ui/copyable-id';
import { FactList, Panel } from '@/components/ui/panel';
import { ExactTime } from '@/components/ui/relative-time';
import type { HistoryDetail } from '@/lib/data/history/views';
import { paths } from '@/lib/paths';
import { withoutJob } from './entry-summary';

const MAX_ID = 27;

const Instant = ({ at }: { readonly at: string | null }) =>
  at === null ? <span className="text-text-dim">–</span> : <ExactTime at={at} />;

/** What is on record of a restore beside its summary: when what was known, under whose authority, and its ids. */
export const EntryFacts = ({ detail }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('history.entry');
  const jobs = useTranslations('jobs.detail');
  const states = useTranslations('common.states');
  const { entry, origin } = detail;
  const place = { account: entry.account, region: entry.region };
  return (
    <Panel title={t('facts')}>
      <FactList
        facts={[
          {
            name: t('place'),
            value: (
              <span className="mono">
                {entry.account} {entry.region}
              </span>
            ),
          },
          ...(origin.waitedSince === null ? [] : [{ name: jobs('waitedSince'), value: <Instant at={origin.waitedSince} /> }]),
          origin.answeredAt === null
            ? { name: t('settled'), value: <Instant at={origin.settledAt} /> }
            : { name: t('answered'), value: <Instant at={origin.answeredAt} /> },
          { name: jobs('role'), value: detail.roleArn === null ? states('none') : <CopyableId value={detail.roleArn} max={MAX_ID} /> },
          { name: t('tags'), value: detail.copyTags ? states('yes') : states('no') },
          {
            name: t('job'),
            value:
              entry.jobId === null ? (
                withoutJob(entry.outcome, { none: states('none'), notYet: t('notKnownYet'), unknown: states('unknown') })
              ) : (
                <CopyableId value={entry.jobId} href={paths.job(place, entry.jobId)} max={MAX_ID} />
              ),
          },
          { name: t('id'), value: <CopyableId value={entry.id} max={MAX_ID} /> },
        ]}
      />
    </Panel>
  );
};
