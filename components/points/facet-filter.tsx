'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { filterClass } from '@/components/lists/filter-class';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Popover } from '@/components/ui/popover';
import type { Facet } from '@/lib/data/inventory/views';

export interface FacetFilterProps {
  readonly name: string;
  readonly facets: readonly Facet[];
  readonly chosen: readonly string[];
  readonly textOf: (value: string) => string;
  readonly onChoose: (values: readonly string[]) => void;
}

/** Loaded when the popover is first opened. */
const FacetChoices = lazyComponent(() => import('./facet-choices').then((file) => file.FacetChoices));

/** A filter of which several values can be chosen, each with how many rows it would find. What is chosen stays in the list even where it finds nothing. */
export const FacetFilter = (props: FacetFilterProps) => {
  const { name, chosen, textOf } = props;
  const t = useTranslations('points.filter');
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const said =
    only !== undefined ? t('is', { name, value: textOf(only) }) : chosen.length > 0 ? t('chosen', { name, count: chosen.length }) : name;
  return (
    <Popover
      label={said}
      buttonClassName={filterClass(chosen.length > 0)}
      className="min-h-16 min-w-56"
      button={
        <>
          <span className="truncate">{said}</span>
          <Icon name="down" className="size-3.5 text-text-dim" />
        </>
      }
    >
      {() => (
        <Suspense>
          <FacetChoices {...props} />
        </Suspense>
      )}
    </Popover>
  );
};
