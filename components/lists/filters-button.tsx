'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { wordedPart } from '@/components/layout/worded-part';
import { buttonClass } from '@/components/ui/button-style';
import { Popover } from '@/components/ui/popover';
import type { FilterList } from '@/lib/preferences';
import { changeSearch, readUrl, type UrlSchema, type UrlValues } from '@/lib/url-codecs';

/** Loaded when the popover is first opened. */
const FiltersPanel = wordedPart('lists', () => import('./filters-panel').then((file) => file.FiltersPanel));

/**
 * The button with which one keeps the filter that a list shows, and goes back to those kept.
 * @param schema what of the list's address is its filter
 * @param values the filter that is shown now
 */
export const FiltersButton = <S extends UrlSchema>(props: {
  readonly list: FilterList;
  readonly schema: S;
  readonly values: UrlValues<S>;
  readonly onChoose: (values: UrlValues<S>) => void;
}) => {
  const { list, schema, values } = props;
  const t = useTranslations('common.lists');
  const spelled = (those: UrlValues<S>): string =>
    changeSearch(schema, '', Object.fromEntries(Object.keys(schema).map((name) => [name, those[name]])) as UrlValues<S>);
  const read = (search: string): UrlValues<S> => {
    const params = new URLSearchParams(search);
    return readUrl(schema, (name) => params.get(name));
  };
  return (
    <Popover button={t('saved')} label={t('saved')} buttonClassName={buttonClass('quiet', 'small')} align="end" className="min-h-32 w-80">
      {(close) => (
        <Suspense>
          <FiltersPanel
            list={list}
            shown={spelled(values)}
            // A filter that an earlier version kept may be spelled otherwise.
            spell={(search: string) => spelled(read(search))}
            onChoose={(search: string) => {
              close();
              props.onChoose(read(search));
            }}
          />
        </Suspense>
      )}
    </Popover>
  );
};
