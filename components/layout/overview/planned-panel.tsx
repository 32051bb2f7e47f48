'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { lazyComponent } from '@/components/ui/lazy-component';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { SkeletonRows } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { DraftHeadView } from '@/lib/data/drafts/views';
import { type Place, paths } from '@/lib/paths';
import { plannedQuery } from '@/lib/queries/planned';
import { problemOf } from '@/lib/queries/problem-error';
import { useFrame } from '../frame-context';

const DiscardDialog = lazyComponent(() => import('@/components/drafts/discard-dialog').then((module) => module.DiscardDialog));

/** Plans shown before somebody asks for all. */
const FIRST = 6;
/** A plan that was changed this soon after it was begun counts as untouched. */
const AT_ONCE_MS = 60_000;

type OnDiscard = (draft: DraftHeadView) => void;

/** What a plan is called: what it brings back, else its recovery point. */
const pointOf = (draft: DraftHeadView): string => draft.recoveryPointArn.split(/[:/]/).at(-1) ?? draft.recoveryPointArn;
const nameOf = (draft: DraftHeadView): string => draft.resourceName ?? draft.resourceId ?? pointOf(draft);

const PlannedRow = ({
  place,
  draft,
  onDiscard,
}: {
  readonly place: Place;
  readonly draft: DraftHeadView;
  readonly onDiscard: OnDiscard;
}) => {
  const t = useTranslations('overview.planned');
  const { user } = useFrame();
  const point = pointOf(draft);
  const own = draft.owner === user;
  const mayPlan = useWhyNot('plan-restore', place.account) === null;
  const changed = Date.parse(draft.updatedAt) - Date.parse(draft.createdAt) > AT_ONCE_MS;
  const who = useWho().label(draft.owner);
  const times = { since: () => <RelativeTime at={draft.createdAt} />, edited: () => <RelativeTime at={draft.updatedAt} /> };
  return (
    <li className="flex min-h-13 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-b-0">
      <div className="flex min-w-0 flex-col">
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <span className="truncate font-semibold">{nameOf(draft)}</span>
          <TextLink href={paths.point(place, draft.recoveryPointArn, draft.vault)} className="mono">
            {point}
          </TextLink>
        </span>
        <span className="text-text-dim">{changed ? t.rich('changed', { ...times, who }) : t.rich('begun', { ...times, who })}</span>
      </div>
      <span className="inline-flex gap-1">
        {own && mayPlan && (
          <Button tone="quiet" size="small" aria-label={t('discardOf', { name: nameOf(draft) })} onClick={() => onDiscard(draft)}>
            {t('discard')}
          </Button>
        )}
        <LinkButton href={paths.restore(place, draft.id)} size="small">
          {own && mayPlan ? t('goOn') : t('look')}
        </LinkButton>
      </span>
    </li>
  );
};

const Plans = (props: { readonly place: Place; readonly drafts: readonly DraftHeadView[]; readonly onDiscard: OnDiscard }) => {
  const { place, drafts, onDiscard } = props;
  const t = useTranslations('overview.planned');
  const [all, setAll] = useState(false);
  return (
    <>
      <ul>
        {(all ? drafts : drafts.slice(0, FIRST)).map((draft) => (
          <PlannedRow key={draft.id} place={place} draft={draft} onDiscard={onDiscard} />
        ))}
      </ul>
      {drafts.length > FIRST && (
        <div className="border-t border-line px-4 py-1.5">
          <Button tone="quiet" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('fewer') : t('more', { count: drafts.length - FIRST })}
          </Button>
        </div>
      )}
    </>
  );
};

/** Restores that are being planned, by whom and since when, and the way to go on with them. */
export const PlannedPanel = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('overview.planned');
  const client = useQueryClient();
  const { data, error } = useQuery(plannedQuery(place));
  const [chosen, setChosen] = useState<DraftHeadView | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const discarded = () => {
    setChosen(null);
    // The row that was pressed goes, and must not take the focus with it.
    list.current?.focus();
    client.invalidateQueries({ queryKey: plannedQuery(place).queryKey }).catch(() => undefined);
  };
  return (
    <Panel title={t('title')} flush>
      {data === undefined && error === null && <SkeletonRows rows={2} label={t('loading')} />}
      {data === undefined && error !== null && <ProblemState problem={problemOf(error)} />}
      <div ref={list} tabIndex={-1}>
        {data?.length === 0 && <p className="px-4 py-4 text-text-dim">{t('none')}</p>}
        {data !== undefined && data.length > 0 && <Plans place={place} drafts={data} onDiscard={setChosen} />}
      </div>
      {chosen !== null && (
        <Suspense>
          <DiscardDialog
            open
            place={place}
            draftId={chosen.id}
            name={nameOf(chosen)}
            onClose={() => setChosen(null)}
            onDiscarded={discarded}
          />
        </Suspense>
      )}
    </Panel>
  );
};
