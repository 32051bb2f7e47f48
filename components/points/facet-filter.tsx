'use client';

import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Popover } from '@/components/ui/popover';
import type { Facet } from '@/lib/data/inventory/views';

/** The button of a filter, which says what is chosen. */
export const filterButtonClass = (active: boolean): string =>
  cx(
    'inline-flex h-8 max-w-72 items-center gap-2 rounded-md border px-3 transition-colors',
    active ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface-1 hover:bg-surface-2',
  );

const Choice = (props: { readonly text: string; readonly count: number; readonly checked: boolean; readonly onToggle: () => void }) => {
  const id = useId();
  const t = useTranslations('points.filter');
  const format = useFormatter();
  return (
    <div className="flex h-8 items-center gap-2 rounded-sm px-2 hover:bg-surface-2">
      <input
        id={id}
        type="checkbox"
        className="size-4 accent-accent"
        aria-label={t('choice', { value: props.text, count: props.count })}
        checked={props.checked}
        onChange={props.onToggle}
      />
      <label htmlFor={id} className="min-w-0 flex-1 truncate">
        {props.text}
      </label>
      <span aria-hidden="true" className="mono text-text-dim">
        {format.number(props.count)}
      </span>
    </div>
  );
};

/** A filter of which several values can be chosen, each with how many rows it would find. What is chosen stays in the list even where it finds nothing. */
export const FacetFilter = (props: {
  readonly name: string;
  readonly facets: readonly Facet[];
  readonly chosen: readonly string[];
  readonly textOf: (value: string) => string;
  readonly onChoose: (values: readonly string[]) => void;
}) => {
  const { name, facets, chosen, textOf, onChoose } = props;
  const t = useTranslations('points.filter');
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const said =
    only !== undefined ? t('is', { name, value: textOf(only) }) : chosen.length > 0 ? t('chosen', { name, count: chosen.length }) : name;
  const missing = chosen.filter((value) => facets.every((facet) => facet.value !== value)).map((value) => ({ value, count: 0 }));
  return (
    <Popover
      label={said}
      buttonClassName={filterButtonClass(chosen.length > 0)}
      className="min-w-56"
      button={
        <>
          <span className="truncate">{said}</span>
          <Icon name="down" className="size-3.5 text-text-dim" />
        </>
      }
    >
      {() => (
        <fieldset aria-label={name} className="flex flex-col">
          {[...facets, ...missing].map((facet) => (
            <Choice
              key={facet.value}
              text={textOf(facet.value)}
              count={facet.count}
              checked={chosen.includes(facet.value)}
              onToggle={() =>
                onChoose(chosen.includes(facet.value) ? chosen.filter((each) => each !== facet.value) : [...chosen, facet.value])
              }
            />
          ))}
          {facets.length + missing.length === 0 && <p className="px-2 py-1.5 text-text-dim">{t('none')}</p>}
        </fieldset>
      )}
    </Popover>
  );
};
