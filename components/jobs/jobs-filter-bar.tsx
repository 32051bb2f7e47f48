'use client';

import { useTranslations } from 'use-intl';
import { ColumnsButton } from '@/components/lists/columns-button';
import { FiltersButton } from '@/components/lists/filters-button';
import { Button } from '@/components/ui/button';
import { Checkbox, Select, TextField } from '@/components/ui/field';
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
    <search aria-label={t('list.filters')} className="flex flex-wrap items-end gap-3 pb-3">
      <TextField
        type="search"
        label={t('list.text')}
        placeholder={t('list.textHint')}
        className="w-64 max-w-full"
        value={filter.q}
        maxLength={200}
        onChange={(event) => onChange({ q: event.target.value })}
      />
      <Select
        label={t('list.status')}
        className="w-40"
        value={filter.status}
        onChange={(event) => onChange({ status: STATUS_CHOICES.find((each) => each === event.target.value) ?? 'any' })}
        options={STATUS_CHOICES.map((choice) => ({
          value: choice,
          text: choice === 'any' || choice === 'open' ? statusWord[choice] : t(`outcome.${choice}`),
        }))}
      />
      <span className="flex h-8 items-center">
        <Checkbox label={t('list.ours')} checked={filter.ours} onChange={(event) => onChange({ ours: event.target.checked })} />
      </span>
      <span className="ml-auto flex min-h-8 flex-wrap items-center gap-x-3">
        {isFiltering(filter) && (
          <Button tone="quiet" size="small" icon="close" onClick={props.onClear}>
            {common('clear')}
          </Button>
        )}
        <span className="text-text-dim" role="status">
          {props.count}
        </span>
        <span className="flex items-center gap-1">
          <FiltersButton list="jobs" schema={JOB_FILTER} values={filter} onChoose={onChange} />
          <ColumnsButton list="jobs" columns={JOB_COLUMNS} words="jobs.list.columns" />
        </span>
      </span>
    </search>
  );
};
