'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ColumnsButton } from '@/components/lists/columns-button';
import { FilterDays } from '@/components/lists/filter-days';
import { FilterSelect } from '@/components/lists/filter-select';
import { FiltersButton } from '@/components/lists/filters-button';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
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
  return (
    <search aria-label={t('filters')} className="flex flex-col gap-1 pb-2">
      <div className="flex flex-wrap items-start gap-2">
        <SearchField
          label={t('text')}
          hideLabel
          placeholder={t('textHint')}
          className="w-80 max-w-full"
          maxLength={200}
          value={search.q}
          onChange={props.onText}
        />
        <FilterSelect
          label={t('user')}
          value={search.by}
          onChange={(by) => onChange({ by })}
          options={[{ value: '', text: t('anyone') }, ...byName.map((user) => ({ value: user, text: label(user) }))]}
        />
        <FilterSelect
          label={t('origin')}
          value={search.origin}
          onChange={(origin) => onChange({ origin })}
          options={ORIGIN_CHOICES.map((value) => ({ value, text: t(`origins.${value}`) }))}
        />
        <FilterSelect label={t('outcome')} value={search.outcome} onChange={(outcome) => onChange({ outcome })} options={outcomes} />
        <FilterDays search={search} words={{ from: t('from'), to: t('to'), badRange: t('badRange') }} onChange={onChange} />
        {isSearching(search) && (
          <Button tone="quiet" icon="close" onClick={() => onChange(WHOLE_HISTORY)}>
            {common('clear')}
          </Button>
        )}
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4">
        {props.end}
        <span className="ml-auto flex items-center gap-1">
          <FiltersButton list="history" schema={HISTORY_SEARCH} values={search} onChoose={onChange} />
          <ColumnsButton list="history" columns={HISTORY_COLUMNS} words="history.list.columns" />
        </span>
      </div>
    </search>
  );
};
