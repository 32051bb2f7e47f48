'use client';

import type { ComponentProps } from 'react';
import { DayField } from '@/components/ui/day-field';

/** A day that a list is filtered by, with its name before it: filters of lists stand in one line. */
const FilterDay = (props: Omit<ComponentProps<typeof DayField>, 'hideLabel' | 'hint' | 'className'>) => (
  <span className="inline-flex items-start gap-2">
    <span aria-hidden="true" className="flex h-8 items-center text-text-dim">
      {props.label}
    </span>
    <DayField {...props} hideLabel className="w-38" />
  </span>
);

/** The days (`2026-11-30`, or empty) from which and to which a list is shown. They stay together, and the first says where it is after the last. */
export const FilterDays = (props: {
  readonly search: { readonly from: string; readonly to: string };
  readonly words: { readonly from: string; readonly to: string; readonly badRange: string };
  readonly onChange: (change: { readonly from: string } | { readonly to: string }) => void;
}) => {
  const { search, words, onChange } = props;
  const reversed = search.from !== '' && search.to !== '' && search.from > search.to;
  return (
    <span className="inline-flex flex-wrap gap-2">
      <FilterDay label={words.from} value={search.from} error={reversed ? words.badRange : null} onChange={(from) => onChange({ from })} />
      <FilterDay label={words.to} value={search.to} onChange={(to) => onChange({ to })} />
    </span>
  );
};
