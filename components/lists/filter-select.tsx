'use client';

import { useId } from 'react';
import { cx } from '@/components/ui/class-names';
import { filterClass } from './filter-class';

/** A filter of which one value is chosen, with its name inside, as all filters of lists look. The first of `options` is none. */
export const FilterSelect = <V extends string>(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: V; readonly text: string }[];
  readonly onChange: (value: V) => void;
}) => {
  const id = useId();
  const { label, value, options, onChange } = props;
  const active = value !== options[0]?.value;
  return (
    <span className={cx(filterClass(active), 'pr-1 focus-within:outline-2 focus-within:outline-accent')}>
      <label htmlFor={id} className={cx('shrink-0', !active && 'text-text-dim')}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        className="field-sizing-content h-full min-w-0 cursor-pointer bg-transparent outline-none"
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
};
