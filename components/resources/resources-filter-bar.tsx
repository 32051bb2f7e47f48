'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ColumnsButton } from '@/components/lists/columns-button';
import { FilterSelect } from '@/components/lists/filter-select';
import { FiltersButton } from '@/components/lists/filters-button';
import { FacetFilter } from '@/components/points/facet-filter';
import { useDebounced } from '@/components/points/use-debounced';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import type { Facet } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { vaultsQuery } from '@/lib/queries/vaults';
import type { UrlChange } from '@/lib/url-codecs';
import { RESOURCE_CHOICES } from './resources-columns';
import { isNarrowed, type ResourcesSearch, resourcesSearch } from './resources-search';

/** What the bar may change of the address. */
export type ResourcesSearchChange = Pick<UrlChange<typeof resourcesSearch>, 'q' | 'type' | 'vault' | 'state'>;

export const CLEARED: ResourcesSearchChange = { q: null, type: null, vault: null, state: null };

const useVaultNames = (place: Place, chosen: string | null): readonly string[] => {
  const { data } = useQuery(vaultsQuery(place));
  const names = data?.vaults.map((vault) => vault.name) ?? [];
  return chosen === null || names.includes(chosen) ? names : [...names, chosen];
};

/** The filters of the resources and what they found. */
export const ResourcesFilterBar = (props: {
  readonly place: Place;
  readonly search: ResourcesSearch;
  readonly types: readonly Facet[];
  readonly total: number | undefined;
  readonly stale: boolean;
  /** The line that says how fresh the list is. */
  readonly freshness: ReactNode;
  readonly onChange: (change: ResourcesSearchChange) => void;
  /** A filter that was kept is to be shown. */
  readonly onKept: (search: ResourcesSearch) => void;
}) => {
  const { search, onChange } = props;
  const t = useTranslations('points.filter');
  const found = useTranslations('points.found');
  const clear = useTranslations('common.actions')('clear');
  const vaults = useVaultNames(props.place, search.vault);
  const find = useDebounced(search.q, (q) => onChange({ q }));
  return (
    <search aria-label={t('label')} className="flex flex-col gap-1 pb-2">
      <div className="flex flex-wrap items-center gap-2">
        <TextField
          label={t('text')}
          hideLabel
          type="search"
          placeholder={t('text')}
          maxLength={200}
          className="w-80"
          value={find.text}
          onChange={(event) => (event.target.value === '' ? find.settle('') : find.type(event.target.value))}
          onKeyDown={(event) => {
            if (event.key === 'Enter') find.settle(find.text);
          }}
        />
        <FacetFilter
          name={t('type')}
          facets={props.types}
          chosen={search.type}
          textOf={(value) => value}
          onChoose={(type) => onChange({ type })}
        />
        <FilterSelect
          label={t('vault')}
          value={search.vault ?? ''}
          onChange={(vault) => onChange({ vault: vault === '' ? null : vault })}
          options={[{ value: '', text: t('any') }, ...vaults.map((name) => ({ value: name, text: name }))]}
        />
        <FilterSelect<'' | 'there' | 'gone'>
          label={t('existence')}
          value={search.state ?? ''}
          onChange={(state) => onChange({ state: state === '' ? null : state })}
          options={[
            { value: '', text: t('any') },
            { value: 'there', text: t('there') },
            { value: 'gone', text: t('gone') },
          ]}
        />
        {isNarrowed(search) && (
          <Button
            tone="quiet"
            icon="close"
            onClick={() => {
              find.settle('');
              onChange(CLEARED);
            }}
          >
            {clear}
          </Button>
        )}
      </div>
      <div className="flex min-h-7 flex-wrap items-center gap-x-4">
        <p role="status" className="min-h-5 text-text-dim">
          {props.stale ? found('loading') : props.total === undefined ? '' : found('resources', { count: props.total })}
        </p>
        {props.freshness}
        <div className="ml-auto flex items-center gap-x-2">
          <FiltersButton list="resources" schema={resourcesSearch} values={search} onChoose={props.onKept} />
          <ColumnsButton list="resources" columns={RESOURCE_CHOICES} words="points.columns" />
        </div>
      </div>
    </search>
  );
};
