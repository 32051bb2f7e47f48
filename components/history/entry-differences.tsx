'use client';

import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { ValueText } from '@/components/ui/value-text';
import { differenceKindWords, differenceWords } from '@/lib/i18n/words';
import type { Difference } from '@/lib/restore/explain';
import type { StoredProblem } from '@/lib/restore/upgrade';

const Value = ({ name, value, nothing }: { readonly name: string; readonly value: string | null; readonly nothing: string }) => (
  <div className="min-w-0">
    <dt className="text-xs text-text-dim">{name}</dt>
    <dd>{value === null || value === '' ? <span className="mono text-text-dim">{nothing}</span> : <ValueText value={value} />}</dd>
  </div>
);

const Row = ({ difference }: { readonly difference: Difference }) => {
  const t = useTranslations('explain');
  const own = useTranslations('history.entry');
  return (
    <li className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 border-t border-line py-2 first:border-t-0">
      <span className="flex items-start">
        <Badge>{differenceKindWords(t, difference.kind)}</Badge>
      </span>
      <div className="flex min-w-0 flex-col">
        <p className="mono font-semibold wrap-anywhere">{difference.at.slice(1)}</p>
        <p>{differenceWords(t, difference)}</p>
        <details>
          <summary className="w-fit text-accent print:hidden">{own('showValues')}</summary>
          <dl className="grid gap-2 pt-1 sm:grid-cols-2">
            <Value name={own('before')} value={difference.before} nothing={own('nothing')} />
            <Value name={own('after')} value={difference.after} nothing={own('nothing')} />
          </dl>
        </details>
      </div>
    </li>
  );
};

/** Each difference between what was backed up and what was sent, with its reason; or why that is not known. */
export const EntryDifferences = (props: { readonly differences: readonly Difference[] | null; readonly problem: StoredProblem | null }) => {
  const { differences, problem } = props;
  const t = useTranslations('history.entry');
  if (differences === null)
    return (
      <Panel title={t('differences')}>
        <p className="text-text-dim">{t(problem === null ? 'differencesElsewhere' : `differencesUnread.${problem.code}`)}</p>
      </Panel>
    );
  const told = differences.filter((each) => each.reason !== 'fresh-request-id');
  return (
    <Panel title={t('differences')}>
      {told.length === 0 ? (
        <p className="text-text-dim">{t('differencesNone')}</p>
      ) : (
        <ul className="flex flex-col">
          {told.map((difference) => (
            <Row key={`${difference.kind} ${difference.at} ${String(difference.params.nic ?? '')}`} difference={difference} />
          ))}
        </ul>
      )}
    </Panel>
  );
};
