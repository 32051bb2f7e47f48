'use client';

import { memo, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Icon, type IconName } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { differenceKindWords, differenceWords, placeWords } from '@/lib/i18n/words';
import { type Difference, explain } from '@/lib/restore/explain';
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

const Differences = memo(({ plan }: { readonly plan: RestorePlan }) => {
  const t = useTranslations('restore.differences');
  const words = useTranslations('explain');
  const differences = useMemo(() => explain(plan), [plan]);
  return (
    <Panel
      sealed
      title={t('title')}
      flush
      className="@container overflow-hidden"
      actions={differences.length > 0 && <span className="text-xs text-text-dim">{t('count', { count: differences.length })}</span>}
    >
      {differences.length === 0 && <p className="px-4 py-3 text-text-dim">{t('none')}</p>}
      {KINDS.map((kind) => {
        const rows = differences.filter((each) => each.kind === kind);
        return (
          rows.length > 0 && (
            <section key={kind} aria-label={differenceKindWords(words, kind)}>
              <h3 className="flex h-8 items-center gap-2 border-y border-line bg-surface-2 px-3 text-xs first:border-t-0">
                <Icon name={ICONS[kind]} className="size-3.5 text-text-dim" />
                {differenceKindWords(words, kind)}
                <span className="mono ml-auto">{rows.length}</span>
              </h3>
              <ul className="-mb-px grid grid-cols-[minmax(0,1fr)] @xl:grid-cols-2">
                {rows.map((difference) => (
                  <Row key={`${difference.at} ${difference.reason} ${difference.params.nic ?? ''}`} difference={difference} />
                ))}
              </ul>
            </section>
          )
        );
      })}
    </Panel>
  );
});

/**
 * Everything that is sent otherwise than it was backed up, each with its reason, and what travels although it is not known here.
 * The slot and its verdict are painted first, this after them.
 */
export const DifferencesPanel = () => <Differences plan={useEditorLater((state) => state.plan)} />;
