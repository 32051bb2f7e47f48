'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { wordedPart } from '@/components/layout/worded-part';
import { buttonClass } from '@/components/ui/button-style';
import { Popover } from '@/components/ui/popover';
import type { FilterList } from '@/lib/preferences';
import type { UrlSchema, UrlValues } from '@/lib/url-codecs';

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
  const { list, schema, values, onChoose } = props;
  const t = useTranslations('common.lists')('saved');
  return (
    <Popover button={t} label={t} buttonClassName={buttonClass('quiet', 'small')} align="end" className="min-h-32 w-80">
      {(close) => (
        <Suspense>
          <FiltersPanel
            list={list}
            schema={schema}
            values={values}
            onChoose={(chosen) => {
              close();
              // What the panel gives was read by the schema that it was given.
              onChoose(chosen as UrlValues<S>);
            }}
          />
        </Suspense>
      )}
    </Popover>
  );
};
