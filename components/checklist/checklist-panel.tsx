'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { tickItemAction } from '@/lib/actions/checklist';
import type { ChecklistView } from '@/lib/data/checklist/views';
import { leftToDo, type Tick } from '@/lib/jobs/checklist/checklist';
import type { Place } from '@/lib/paths';
import { checklistQuery, readChecklist } from '@/lib/queries/checklist';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { ChecklistLine } from './checklist-item';

const Failure = ({ error }: { readonly error: unknown }) => {
  const t = useTranslations('checklist');
  const words = problemWords(useTranslations('problems'), problemOf(error));
  return (
    <Notice tone="warn">
      <p>{t('failed')}</p>
      <p>{`${words.title}. ${words.text}`}</p>
    </Notice>
  );
};

/** What is known of the list itself: of when it is, and whether the original was looked at. */
const About = ({ view }: { readonly view: ChecklistView }) => {
  const t = useTranslations('checklist');
  return (
    <div className="flex flex-col pb-2 text-text-dim">
      <p>{t('about')}</p>
      <p>
        {t.rich('asOf', { time: () => <RelativeTime at={view.asOf} /> })}{' '}
        {view.originalSeenAt === null
          ? t('originalUnseen')
          : t.rich('originalSeen', { time: () => <RelativeTime at={view.originalSeenAt ?? ''} /> })}
      </p>
      {view.there === false && <p className="text-warn">{t('gone')}</p>}
    </div>
  );
};

interface PanelProps {
  readonly place: Place;
  readonly restoreId: string;
}

/** What has to be seen to after a restore: what AWS shows of each item, and what people ticked. */
export const ChecklistPanel = ({ place, restoreId }: PanelProps) => {
  const t = useTranslations('checklist');
  const client = useQueryClient();
  const query = checklistQuery(place, restoreId);
  const { data, error } = useQuery(query);
  const whyNot = useWhyNot('annotate-history', place.account);
  const again = useMutation({
    mutationFn: () => readChecklist(place, restoreId, true),
    onSuccess: (view) => client.setQueryData(query.queryKey, view),
  });
  const tick = useMutation({
    mutationFn: (wanted: { readonly item: string; readonly state: Tick }) => unwrap(tickItemAction({ place, restoreId, ...wanted })),
    onSuccess: (ticked, { item }) =>
      client.setQueryData<ChecklistView>(query.queryKey, (old) =>
        old === undefined ? old : { ...old, ticks: { ...old.ticks, [item]: ticked } },
      ),
  });
  const failure = tick.error ?? again.error ?? error;
  return (
    <Panel title={t('title')}>
      {failure !== null && <Failure error={failure} />}
      {data === undefined && failure === null && <p className="min-h-24 text-text-dim">{t('loading')}</p>}
      {data !== undefined && (
        <>
          <About view={data} />
          <div className="flex items-center justify-between gap-3 pb-2">
            <p role="status" className="font-semibold">
              {t('left', { count: leftToDo(data.items, data.ticks) })}
            </p>
            <Button size="small" icon="refresh" busy={again.isPending} onClick={() => again.mutate()}>
              {t('again')}
            </Button>
          </div>
          <ul className="flex flex-col">
            {data.items.map((item) => (
              <ChecklistLine
                key={item.key}
                item={item}
                ticked={data.ticks[item.key] ?? null}
                whyNot={whyNot}
                busy={tick.isPending && tick.variables.item === item.key}
                onTick={(state) => tick.mutate({ item: item.key, state })}
              />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
};
