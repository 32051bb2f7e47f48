'use client';

import { useTranslations } from 'use-intl';
import { ColumnsButton } from '@/components/lists/columns-button';
import { FilterSelect } from '@/components/lists/filter-select';
import { FiltersButton } from '@/components/lists/filters-button';
import { Button } from '@/components/ui/button';
import { Checkbox, TextField } from '@/components/ui/field';
import { isFiltering, JOB_FILTER, type JobFilter, type JobOrder, STATUS_CHOICES } from './job-filter';
import { JOB_COLUMNS } from './jobs-columns';

/** The filters of the jobs. They narrow what is here already, so nothing is asked anew. */
export const JobsFilterBar = (props: {
  readonly filter: JobFilter & JobOrder;
  readonly onChange: (change: Partial<JobFilter & JobOrder>) => void;
  readonly onClear: () => void;
  readonly count: string;
}) => {
  const t = useTranslations('jobs');
  const common = useTranslations('common.actions');
  const { filter, onChange } = props;
  const statusWord = { any: t('list.any'), open: t('list.open') } as const;
  return (
    <search aria-label={t('list.filters')} className="flex flex-col gap-1 pb-2">
      <div className="flex flex-wrap items-center gap-2">
        <TextField
          type="search"
          label={t('list.text')}
          hideLabel
          placeholder={t('list.textHint')}
          className="w-80 max-w-full"
          value={filter.q}
          maxLength={200}
          onChange={(event) => onChange({ q: event.target.value })}
        />
        <FilterSelect
          label={t('list.status')}
          value={filter.status}
          onChange={(status) => onChange({ status })}
          options={STATUS_CHOICES.map((choice) => ({
            value: choice,
            text: choice === 'any' || choice === 'open' ? statusWord[choice] : t(`outcome.${choice}`),
          }))}
        />
        <span className="flex h-8 items-center px-1">
          <Checkbox label={t('list.ours')} checked={filter.ours} onChange={(event) => onChange({ ours: event.target.checked })} />
        </span>
        {isFiltering(filter) && (
          <Button tone="quiet" icon="close" onClick={props.onClear}>
            {common('clear')}
          </Button>
        )}
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4">
        <span className="text-text-dim" role="status">
          {props.count}
        </span>
        <span className="ml-auto flex items-center gap-1">
          <FiltersButton list="jobs" schema={JOB_FILTER} values={filter} onChoose={onChange} />
          <ColumnsButton list="jobs" columns={JOB_COLUMNS} words="jobs.list.columns" />
        </span>
      </div>
    </search>
  );
};
