'use client';

import { useEffect, useId, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { FacetFilterProps } from './facet-filter';

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

/** The values of a filter, a tick box each. What is chosen stays in the list even where it finds nothing. */
export const FacetChoices = ({ name, facets, chosen, textOf, onChoose }: FacetFilterProps) => {
  const t = useTranslations('points.filter');
  const box = useRef<HTMLFieldSetElement>(null);
  // It comes after its popover has opened, which had nothing to give the focus to.
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const missing = chosen.filter((value) => facets.every((facet) => facet.value !== value)).map((value) => ({ value, count: 0 }));
  return (
    <fieldset ref={box} aria-label={name} className="flex flex-col">
      {[...facets, ...missing].map((facet) => (
        <Choice
          key={facet.value}
          text={textOf(facet.value)}
          count={facet.count}
          checked={chosen.includes(facet.value)}
          onToggle={() => onChoose(chosen.includes(facet.value) ? chosen.filter((each) => each !== facet.value) : [...chosen, facet.value])}
        />
      ))}
      {facets.length + missing.length === 0 && <p className="px-2 py-1.5 text-text-dim">{t('none')}</p>}
    </fieldset>
  );
};
