'use client';

import { type RefObject, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { useWho } from '@/components/people/use-who';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { problemWords, type Tellable } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { backUpForWayAction, confirmWayAction, stopWayAction, undoWayAction } from '@/lib/actions/way-runs';
import type { WayRunView, WayStepView } from '@/lib/data/way-runs/views';
import type { BeforeEnd } from '@/lib/restore/ways/way';
import { useDraft } from '../draft-context';
import { RunStepItem } from './run-step';
import { useWayChange } from './use-way-change';
import { valuesOf } from './values';
import { WaitDialog } from './wait-dialog';

const TONES: Readonly<Record<WayRunView['state'], Tone>> = {
  open: 'info',
  undoing: 'warn',
  done: 'ok',
  undone: 'neutral',
  failed: 'danger',
  stopped: 'neutral',
};
const BEFORE_TONES: Readonly<Record<BeforeEnd['state'], Tone>> = { fine: 'ok', mind: 'warn', unknown: 'violet' };

/** The step that is next, or under way; while the way is taken back, the last that is not. */
const currentOf = ({ state, steps }: WayRunView): WayStepView | null => {
  if (state === 'undoing') return steps.findLast(({ state: at }) => at === 'done' || at === 'doing') ?? null;
  return state === 'open' ? (steps.find(({ state: at }) => at !== 'done') ?? null) : null;
};

const isOver = (state: string): boolean => ['COMPLETED', 'FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'].includes(state);

/** The fresh backup that is made first, or the way to one. */
const Backup = ({ way, whyNot }: { readonly way: WayRunView; readonly whyNot: string | null }) => {
  const t = useTranslations('way-run.backup');
  const asking = useWayChange(backUpForWayAction, null);
  const { backup } = way;
  return (
    <div className="flex flex-wrap items-center gap-2" role="status">
      {backup !== null && <span className="wrap-anywhere">{t('state', { job: backup.jobId, state: backup.state })}</span>}
      {backup?.state === 'COMPLETED' && <span>{t('done')}</span>}
      {backup !== null && isOver(backup.state) && backup.state !== 'COMPLETED' && <span className="text-danger">{t('failed')}</span>}
      {way.canBackUp && (backup === null || (isOver(backup.state) && backup.state !== 'COMPLETED')) && (
        <Button size="small" reason={whyNot} busy={asking.isPending} onClick={() => asking.mutate({ way: way.id })}>
          {t('ask')}
        </Button>
      )}
    </div>
  );
};

/** What a restore made is gone but for what it left, which is deleted once the id was typed. */
const isGoneAlready = ({ kind, steps, confirmedBy }: WayRunView): boolean =>
  kind === 'clean-up' && confirmedBy === null && steps.some(({ code, state }) => code === 'delete-left' && state === 'waiting');

/** All that is lost or must be looked at, and the name that allows the termination. */
const BeforeTheEnd = (props: {
  readonly way: WayRunView;
  readonly whyNot: string | null;
  readonly field: RefObject<HTMLInputElement | null>;
}) => {
  const { way, whyNot, field } = props;
  const t = useTranslations('way-run');
  const words = useTranslations('ways');
  const format = useFormatter();
  const who = useWho();
  const [typed, setTyped] = useState('');
  const confirming = useWayChange(confirmWayAction, null);
  const { name } = way;
  const isGone = isGoneAlready(way);
  const title = t(isGone ? 'gone.before' : 'before', { name });
  const reason = whyNot ?? (typed.trim() === name ? null : t('wrongName', { name }));
  return (
    <section aria-label={title} className="flex flex-col gap-2 rounded-md border border-line p-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-xs text-text-dim">{t.rich('readAt', { time: () => <RelativeTime at={way.beforeAt} /> })}</p>
      </div>
      <ul className="flex flex-col gap-1.5 text-xs">
        {way.before.map(({ code, state, params, action }) => (
          <li key={`${code} ${state}`} className="flex items-start gap-2">
            <Badge tone={BEFORE_TONES[state]}>{words(`beforeState.${state}`)}</Badge>
            {way.changed.includes(code) && <Badge tone="danger">{t('changed')}</Badge>}
            <span className="min-w-0 wrap-anywhere">
              {words(`beforeEnd.${code}.${state}`, { ...valuesOf(words, format, params), action: action ?? '' })}
            </span>
          </li>
        ))}
      </ul>
      <Backup way={way} whyNot={whyNot} />
      {way.confirmedBy !== null ? (
        <p>{t('confirmed', { who: who.inText(way.confirmedBy), name })}</p>
      ) : (
        <form
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason === null) confirming.mutate({ way: way.id, machine: typed });
          }}
        >
          <TextField
            ref={field}
            mono
            label={t(isGone ? 'gone.confirm' : 'confirm', { name })}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" tone="danger" busy={confirming.isPending} reason={reason}>
            {t(isGone ? 'gone.button' : 'confirmButton')}
          </Button>
        </form>
      )}
    </section>
  );
};

/** What waits for the name to be typed, which is done below the steps. */
const WANTS_NAME: readonly WayRunView['blocked'][] = ['not-confirmed', 'surroundings-changed'];

/** What keeps the next step back and what to do about it, and why the last look or call came to nothing. */
const Kept = (props: {
  readonly way: WayRunView;
  readonly whyNot: string | null;
  readonly onSetUp: () => void;
  /** Goes to where the name is typed. */
  readonly onName: () => void;
}) => {
  const { way, whyNot, onSetUp, onName } = props;
  const t = useTranslations('way-run');
  const problems = useTranslations('problems');
  const { blocked, problem } = way;
  const words = problem === null ? null : problemWords(problems, { code: 'aws', problem } as Tellable);
  return (
    <>
      {blocked !== null && (
        <Notice
          tone="info"
          live
          actions={
            blocked === 'start-not-set-up' ? (
              <Button size="small" tone="primary" reason={whyNot} onClick={onSetUp}>
                {t('setUp')}
              </Button>
            ) : (
              WANTS_NAME.includes(blocked) && (
                <Button size="small" reason={whyNot} onClick={onName}>
                  {t('toName')}
                </Button>
              )
            )
          }
        >
          <p>{t(`blocked.${blocked}`)}</p>
        </Notice>
      )}
      {words !== null && (
        <Notice tone="warn" live title={words.title}>
          <p>{words.text}</p>
          {problem?.code === 'access-denied' && <p>{t('unknownAction', { action: problem.action })}</p>}
          {words.quote !== undefined && <blockquote className="text-xs wrap-anywhere">{words.quote}</blockquote>}
        </Notice>
      )}
    </>
  );
};

/** Nobody watches it any more, and something that it changed is still so. */
const isLeft = ({ state, steps }: WayRunView): boolean => state === 'stopped' && steps.some(({ undo }) => undo !== null);

const Actions = ({ way, whyNot }: { readonly way: WayRunView; readonly whyNot: string | null }) => {
  const t = useTranslations('way-run');
  const { saver } = useDraft();
  const undoing = useWayChange(undoWayAction, t('turned'));
  const undo = (): void => {
    // It puts the plan back as it was.
    if (way.steps.some(({ code }) => code === 'edit-plan')) saver.expectOwn();
    undoing.mutate({ way: way.id });
  };
  const stopping = useWayChange(stopWayAction, t('stopped'));
  const isOpen = way.state === 'open' || way.state === 'undoing';
  const isHold = way.kind === 'hold-address';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {(way.state === 'open' || way.state === 'failed' || isLeft(way)) && (
        <Button
          size="small"
          title={t(isHold ? 'releaseHint' : 'undoHint')}
          reason={whyNot ?? (way.noUndo === null ? null : t(`noUndo.${way.noUndo}`))}
          busy={undoing.isPending}
          onClick={undo}
        >
          {t(isHold ? 'release' : 'undo')}
        </Button>
      )}
      {(isOpen || way.state === 'failed') && (
        <Button size="small" reason={whyNot} busy={stopping.isPending} onClick={() => stopping.mutate({ way: way.id })}>
          {t(isOpen ? 'stop' : 'leave')}
        </Button>
      )}
    </div>
  );
};

const Facts = ({ way }: { readonly way: WayRunView }) => {
  const t = useTranslations('way-run');
  const who = useWho();
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-text-dim">
      <span>{t.rich('begun', { who: who.inText(way.actor), time: () => <RelativeTime at={way.createdAt} /> })}</span>
      <span>
        {way.lookedAt === null ? t('neverLooked') : t.rich('looked', { time: () => <RelativeTime at={way.lookedAt ?? way.createdAt} /> })}
      </span>
    </p>
  );
};

/** The way of the plan that is gone, or the last one: its steps, what is next and how, what keeps it, and how it is taken back. */
export const WayPanel = ({ way }: { readonly way: WayRunView }) => {
  const t = useTranslations('way-run');
  const { place } = useDraft();
  const whyNot = useWhyNot('take-over', place.account);
  const [settingUp, setSettingUp] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const current = currentOf(way);
  const ends = way.steps.find(({ code }) => code === 'terminate');
  return (
    <Panel
      title={t('title', { address: way.address, kind: way.kind.replaceAll('-', '_') })}
      className="mb-4"
      actions={
        <span className="flex flex-wrap gap-1">
          {way.experimental && <Badge tone="violet">{t('experimental')}</Badge>}
          <Badge tone={TONES[way.state]}>{t(`state.${way.state}`)}</Badge>
        </span>
      }
    >
      <div className="flex flex-col gap-3">
        <Facts way={way} />
        {current !== null && <Kept way={way} whyNot={whyNot} onSetUp={() => setSettingUp(true)} onName={() => name.current?.focus()} />}
        {current !== null && <p>{t(`mode.${way.mode}`)}</p>}
        {way.experimental && current !== null && (
          <p className="text-xs text-text-dim">{t(way.kind === 'hold-address' ? 'experimentalHold' : 'experimentalWhy')}</p>
        )}
        <section aria-label={t('steps')}>
          <ol className="flex list-decimal flex-col gap-2 pl-5">
            {way.steps.map((step) => (
              <RunStepItem key={step.code} way={way} step={step} current={step === current} />
            ))}
          </ol>
        </section>
        {way.state === 'open' && (ends?.state === 'waiting' || isGoneAlready(way)) && (
          <BeforeTheEnd way={way} whyNot={whyNot} field={name} />
        )}
        {isLeft(way) && <p>{t('leaves', { undo: t(way.kind === 'hold-address' ? 'release' : 'undo') })}</p>}
        <Actions way={way} whyNot={whyNot} />
      </div>
      <WaitDialog address={settingUp ? way.address : null} onClose={() => setSettingUp(false)} />
    </Panel>
  );
};
