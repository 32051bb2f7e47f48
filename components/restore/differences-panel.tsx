'use client';

import { memo, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Icon, type IconName } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { differenceKindWords, differenceWords, placeWords } from '@/lib/i18n/words';
import { type Difference, explain, isByPerson } from '@/lib/restore/explain';
import type { RestorePlan } from '@/lib/restore/plan';
import { briefValue } from './brief-value';
import { useEditorLater } from './editor-context';

const KINDS: readonly Difference['kind'][] = ['changed', 'added', 'dropped', 'unknown-kept'];
const ICONS: Readonly<Record<Difference['kind'], IconName>> = {
  changed: 'both',
  added: 'plus',
  dropped: 'close',
  'unknown-kept': 'unknown',
};

/** A value before or after; a struck one is what is not sent any more. */
const Value = ({ name, text, gone }: { readonly name: string; readonly text: string | null; readonly gone: boolean }) => {
  const t = useTranslations('restore.differences');
  const shown = text === '' ? '""' : text;
  return (
    <>
      <dt className="text-text-dim">{name}</dt>
      <dd className="mono line-clamp-4 min-w-0 wrap-anywhere" title={shown ?? undefined}>
        {shown === null ? <span className="font-sans text-text-dim">{t('nothing')}</span> : gone ? <s>{shown}</s> : shown}
      </dd>
    </>
  );
};

/** The member that differs, with the interface that it is of; a whole interface or a key stands for itself. */
const Place = ({ at }: { readonly at: string }) => {
  const checks = useTranslations('checks');
  const steps = at.split('/').slice(1);
  if (steps.length < 3) return <span className="font-semibold wrap-anywhere">{placeWords(checks, at)}</span>;
  return (
    <span className="wrap-anywhere">
      <span className="text-xs text-text-dim">{placeWords(checks, `/${steps.slice(0, 2).join('/')}`)} </span>
      <span className="font-semibold">{steps.slice(2).join(' ')}</span>
    </span>
  );
};

const Row = ({ difference }: { readonly difference: Difference }) => {
  const t = useTranslations('restore.differences');
  const metadata = useTranslations('restore.metadata');
  const words = useTranslations('explain');
  const before = briefValue(difference.before);
  const after = difference.reason === 'fresh-request-id' ? metadata('freshId') : briefValue(difference.after);
  return (
    <li className="flex flex-col gap-0.5 border-b border-line px-3 py-2 @xl:odd:border-r">
      <Place at={difference.at} />
      <p className="text-text-dim wrap-anywhere">{differenceWords(words, difference)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-2 text-xs">
        <Value name={t('was')} text={before} gone={before !== null && before !== after} />
        {difference.kind !== 'unknown-kept' && <Value name={t('becomes')} text={after} gone={false} />}
      </dl>
    </li>
  );
};

const Rows = ({ rows }: { readonly rows: readonly Difference[] }) => (
  <ul className="-mb-px grid grid-cols-[minmax(0,1fr)] @xl:grid-cols-2">
    {rows.map((difference) => (
      <Row key={`${difference.at} ${difference.reason} ${difference.params.nic ?? ''}`} difference={difference} />
    ))}
  </ul>
);

/** What the console drops, rewrites or passes on unknown, by kind. Drawn when it is opened: few ask. */
const Own = ({ differences }: { readonly differences: readonly Difference[] }) => {
  const t = useTranslations('restore.differences');
  const words = useTranslations('explain');
  const [open, setOpen] = useState(false);
  return (
    <details className="group/own border-t border-line first:border-t-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-9 list-none items-center gap-2 px-3 py-1 text-text-dim">
        <Icon name="right" className="size-3.5 transition-transform group-open/own:rotate-90" />
        {t('own', { count: differences.length })}
      </summary>
      {open &&
        KINDS.map((kind) => {
          const rows = differences.filter((each) => each.kind === kind);
          return (
            rows.length > 0 && (
              <section key={kind} aria-label={differenceKindWords(words, kind)}>
                <h3 className="flex h-8 items-center gap-2 border-y border-line bg-surface-2 px-3 text-xs">
                  <Icon name={ICONS[kind]} className="size-3.5 text-text-dim" />
                  {differenceKindWords(words, kind)}
                  <span className="mono ml-auto">{rows.length}</span>
                </h3>
                <Rows rows={rows} />
              </section>
            )
          );
        })}
    </details>
  );
};

const Differences = memo(({ plan }: { readonly plan: RestorePlan }) => {
  const t = useTranslations('restore.differences');
  const [mine, own] = useMemo(() => {
    // A start makes a request id of its own, always: not worth a line.
    const all = explain(plan).filter(({ reason }) => reason !== 'fresh-request-id');
    return [all.filter(isByPerson), all.filter((each) => !isByPerson(each))];
  }, [plan]);
  return (
    <Panel
      sealed
      title={t('title')}
      flush
      className="@container overflow-hidden"
      actions={mine.length > 0 && <span className="text-xs text-text-dim">{t('count', { count: mine.length })}</span>}
    >
      {mine.length === 0 ? <p className="px-3 py-2.5 text-text-dim">{t('none')}</p> : <Rows rows={mine} />}
      {own.length > 0 && <Own differences={own} />}
    </Panel>
  );
});

/**
 * What the person has changed from the backup, before and after, and in one collapsed line what the console changes for AWS.
 * The slot and its verdict are painted first, this after them.
 */
export const DifferencesPanel = () => <Differences plan={useEditorLater((state) => state.plan)} />;
