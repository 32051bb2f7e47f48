'use client';

import type { ComponentProps } from 'react';
import { DayField } from '@/components/ui/day-field';

/** A day that a list is filtered by, with its name before it: filters of lists stand in one line. */
export const FilterDay = (props: Omit<ComponentProps<typeof DayField>, 'hideLabel' | 'hint' | 'className'>) => (
  <span className="inline-flex items-start gap-2">
    <span aria-hidden="true" className="flex h-8 items-center text-text-dim">
      {props.label}
    </span>
    <DayField {...props} hideLabel className="w-38" />
  </span>
);
