'use client';

import { type ReactNode, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { ColumnsButton } from '@/components/lists/columns-button';
import { filterClass } from '@/components/lists/filter-class';
import { FiltersButton } from '@/components/lists/filters-button';
import { Button } from '@/components/ui/button';
import { Checkbox, TextField } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Popover } from '@/components/ui/popover';
import type { PointFacets } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import type { UrlChange, UrlValues } from '@/lib/url-codecs';
import { CreatedFilter } from './created-filter';
import { FacetFilter } from './facet-filter';
import { useStatusText } from './point-words';
import { COLUMNS_OF, choicesOf, pointsKindOf } from './points-columns';
import { isFiltered, moreFilters, type PointsScope, type PointsSearch, pointsFilter, type pointsSearch } from './points-search';
import { useDebounced } from './use-debounced';

/** What the bar may change of the address. */
export type PointsSearchChange = Pick<UrlChange<typeof pointsSearch>, keyof typeof pointsFilter>;

const NO_FACETS: PointFacets = { types: [], statuses: [], vaults: [] };
const itself = (value: string): string => value;
/** Without any filter. */
export const CLEARED: PointsSearchChange = {
  q: null,
  type: null,
  status: null,
  vault: null,
  from: null,
  to: null,
  key: null,
  state: null,
  newest: null,
};

/** Loaded when the popover is first opened. */
const MoreFilters = lazyComponent(() => import('./more-filters').then((file) => file.MoreFilters));

const Facets = (props: {
  readonly scope: PointsScope;
  readonly search: PointsSearch;
  readonly facets: PointFacets;
  readonly onChange: (change: PointsSearchChange) => void;
}) => {
  const { scope, search, facets, onChange } = props;
  const t = useTranslations('points.filter');
  const statusText = useStatusText();
  return (
    <>
      {scope.resourceArn === undefined && (
        <FacetFilter name={t('type')} facets={facets.types} chosen={search.type} textOf={itself} onChoose={(type) => onChange({ type })} />
      )}
      <FacetFilter
        name={t('status')}
        facets={facets.statuses}
        chosen={search.status}
        textOf={statusText}
        onChoose={(status) => onChange({ status })}
      />
      {scope.vault === undefined && (
        <FacetFilter
          name={t('vault')}
          facets={facets.vaults}
          chosen={search.vault}
          textOf={itself}
          onChoose={(vault) => onChange({ vault })}
        />
      )}
    </>
  );
};

/** How many points there are under the filter, told to screen readers as it changes; while a new filter loads it says that the rows are those of before. */
const Found = (props: { readonly total: number | undefined; readonly groups: number | undefined; readonly stale: boolean }) => {
  const t = useTranslations('points.found');
  const { total, groups, stale } = props;
  const words = () => {
    if (stale) return t('loading');
    if (total === undefined) return '';
    return groups === undefined ? t('points', { count: total }) : t('grouped', { count: total, groups });
  };
  return (
    <p role="status" className="min-h-5 text-text-dim">
      {words()}
    </p>
  );
};

/** The filters of a list of points, what they found, and whether it is grouped. Everything is kept in the address. */
export const PointsFilterBar = (props: {
  readonly place: Place;
  readonly scope: PointsScope;
  readonly search: UrlValues<typeof pointsFilter>;
  readonly grouped: boolean;
  readonly points: {
    readonly summary: (PointFacets & { readonly total: number }) | undefined;
    readonly groups: number | undefined;
    readonly stale: boolean;
  };
  /** The line that says how fresh the list is. */
  readonly freshness: ReactNode;
  readonly onChange: (change: PointsSearchChange) => void;
}) => {
  const { scope, search, grouped, points, onChange } = props;
  const t = useTranslations('points.filter');
  const clear = useTranslations('common.actions')('clear');
  const more = moreFilters(search);
  const kind = pointsKindOf(scope);
  const find = useDebounced(search.q, (q) => onChange({ q }));
  return (
    <search aria-label={t('label')} className="flex flex-col gap-1 pb-2">
      <div className="flex flex-wrap items-center gap-2">
        {scope.resourceArn === undefined && (
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
        )}
        <Facets scope={scope} search={search} facets={points.summary ?? NO_FACETS} onChange={onChange} />
        <CreatedFilter range={search} onChange={({ from, to }) => onChange({ from, to })} />
        <Popover
          label={more === 0 ? t('more') : t('chosen', { name: t('more'), count: more })}
          buttonClassName={filterClass(more > 0)}
          className="min-h-52 w-80"
          button={
            <>
              <span>{more === 0 ? t('more') : t('chosen', { name: t('more'), count: more })}</span>
              <Icon name="down" className="size-3.5 text-text-dim" />
            </>
          }
        >
          {() => (
            <Suspense>
              <MoreFilters place={props.place} scope={scope} search={search} onChange={onChange} />
            </Suspense>
          )}
        </Popover>
        {isFiltered(search) && (
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
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="flex flex-wrap items-center gap-x-4">
          <Found total={points.summary?.total} groups={points.groups} stale={points.stale} />
          {props.freshness}
        </div>
        <div className="flex flex-wrap items-center gap-x-2">
          {scope.resourceArn === undefined && (
            <>
              <Checkbox label={t('group')} checked={grouped} onChange={(event) => onChange({ group: event.target.checked })} />
              <FiltersButton
                list="points"
                schema={pointsFilter}
                values={search}
                // A vault's page is about that vault whatever a filter says of vaults.
                onChoose={(kept) => onChange(scope.vault === undefined ? kept : { ...kept, vault: null })}
              />
            </>
          )}
          <ColumnsButton list={COLUMNS_OF[kind]} columns={choicesOf(kind)} words="points.columns" />
        </div>
      </div>
    </search>
  );
};
