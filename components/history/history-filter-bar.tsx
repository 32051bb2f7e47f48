'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ColumnsButton } from '@/components/lists/columns-button';
import { FiltersButton } from '@/components/lists/filters-button';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { DayField } from '@/components/ui/day-field';
import { Select } from '@/components/ui/field';
import { SearchField } from '@/components/ui/search-field';
import {
  HISTORY_SEARCH,
  type HistorySearch,
  isSearching,
  ORIGIN_CHOICES,
  OUTCOME_CHOICES,
  type OutcomeChoice,
  WHOLE_HISTORY,
} from '@/lib/queries/history-search';
import type { UrlChange } from '@/lib/url-codecs';
import { HISTORY_COLUMNS } from './history-columns';

const useOutcomeOptions = () => {
  const t = useTranslations('history.list');
  const outcome = useTranslations('jobs.outcome');
  const word = (choice: OutcomeChoice): string =>
    choice === 'any' || choice === 'open' || choice === 'unsuccessful' ? t(choice) : outcome(choice);
  return OUTCOME_CHOICES.map((value) => ({ value, text: word(value) }));
};

/** The filters of the history. Each is in the address, so that what one sees can be sent to a colleague. */
export const HistoryFilterBar = (props: {
  readonly search: HistorySearch;
  readonly users: readonly string[];
  readonly onChange: (change: UrlChange<typeof HISTORY_SEARCH>) => void;
  readonly onText: (q: string) => void;
  readonly end: ReactNode;
}) => {
  const t = useTranslations('history.list');
  const common = useTranslations('common.actions');
  const { search, onChange } = props;
  const outcomes = useOutcomeOptions();
  // A person of the address who never started anything stays choosable, or the field would show somebody else.
  const { label, name } = useWho();
  const users = search.by === '' || props.users.includes(search.by) ? props.users : [search.by, ...props.users];
  const byName = users.toSorted((a, b) => name(a).localeCompare(name(b)));
  const reversed = search.from !== '' && search.to !== '' && search.from > search.to;
  return (
    <search aria-label={t('filters')} className="flex flex-wrap items-end gap-2 pb-3">
      <SearchField
        label={t('text')}
        placeholder={t('textHint')}
        className="w-52 max-w-full"
        maxLength={200}
        value={search.q}
        onChange={props.onText}
      />
      <Select
        label={t('user')}
        className="w-32"
        value={search.by}
        onChange={(event) => onChange({ by: event.target.value })}
        options={[{ value: '', text: t('anyone') }, ...byName.map((user) => ({ value: user, text: label(user) }))]}
      />
      <Select
        label={t('origin')}
        className="w-32"
        value={search.origin}
        onChange={(event) => onChange({ origin: ORIGIN_CHOICES.find((each) => each === event.target.value) ?? 'any' })}
        options={ORIGIN_CHOICES.map((value) => ({ value, text: t(`origins.${value}`) }))}
      />
      <Select
        label={t('outcome')}
        className="w-34"
        value={search.outcome}
        onChange={(event) => onChange({ outcome: OUTCOME_CHOICES.find((each) => each === event.target.value) ?? 'any' })}
        options={outcomes}
      />
      <DayField
        label={t('from')}
        className="w-38"
        value={search.from}
        error={reversed ? t('badRange') : null}
        onChange={(from) => onChange({ from })}
      />
      <DayField label={t('to')} className="w-38" value={search.to} onChange={(to) => onChange({ to })} />
      <span className="ml-auto flex min-h-8 flex-wrap items-center gap-3">
        {isSearching(search) && (
          <Button tone="quiet" size="small" icon="close" onClick={() => onChange(WHOLE_HISTORY)}>
            {common('clear')}
          </Button>
        )}
        {props.end}
        <span className="flex items-center gap-1">
          <FiltersButton list="history" schema={HISTORY_SEARCH} values={search} onChoose={onChange} />
          <ColumnsButton list="history" columns={HISTORY_COLUMNS} words="history.list.columns" />
        </span>
      </span>
    </search>
  );
};
