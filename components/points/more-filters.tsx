'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Checkbox, Select } from '@/components/ui/field';
import { resourceIdOf } from '@/lib/data/inventory/resource-id';
import type { Place } from '@/lib/paths';
import { vaultsQuery } from '@/lib/queries/vaults';
import type { PointsSearchChange } from './points-filter-bar';
import type { PointsScope, PointsSearch } from './points-search';

/** The keys that points may be encrypted with: those of the vaults, and the one that the address names. */
const useKeys = (place: Place, chosen: string | null): readonly string[] => {
  const { data } = useQuery(vaultsQuery(place));
  const keys = (data?.vaults ?? []).flatMap((vault) => vault.encryptionKeyArn ?? []);
  return [...new Set([...keys, ...(chosen === null ? [] : [chosen])])];
};

/** The filters that one seldom needs. */
export const MoreFilters = (props: {
  readonly place: Place;
  readonly scope: PointsScope;
  readonly search: PointsSearch;
  readonly onChange: (change: PointsSearchChange) => void;
}) => {
  const { place, scope, search, onChange } = props;
  const t = useTranslations('points.filter');
  const keys = useKeys(place, search.key);
  const box = useRef<HTMLDivElement>(null);
  // It comes after its popover has opened, which had nothing to give the focus to.
  useEffect(() => box.current?.querySelector<HTMLElement>('input,select')?.focus(), []);
  return (
    <div ref={box} className="flex flex-col gap-3 p-2">
      {scope.resourceArn === undefined && (
        <>
          <Checkbox
            label={t('newest')}
            hint={t('newestWhy')}
            checked={search.newest}
            onChange={(event) => onChange({ newest: event.target.checked })}
          />
          <Select
            label={t('existence')}
            value={search.state ?? ''}
            onChange={(event) =>
              onChange({ state: event.target.value === 'there' || event.target.value === 'gone' ? event.target.value : null })
            }
            options={[
              { value: '', text: t('any') },
              { value: 'there', text: t('there') },
              { value: 'gone', text: t('gone') },
            ]}
          />
        </>
      )}
      <Select
        label={t('key')}
        value={search.key ?? ''}
        onChange={(event) => onChange({ key: event.target.value === '' ? null : event.target.value })}
        options={[{ value: '', text: t('any') }, ...keys.map((key) => ({ value: key, text: resourceIdOf(key) }))]}
      />
    </div>
  );
};
