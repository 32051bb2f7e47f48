'use client';

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { cx } from './class-names';

export interface Tab {
  readonly key: string;
  readonly title: ReactNode;
  readonly content: ReactNode;
}

/** Tabs by arrow keys; only the chosen one's content exists. Uncontrolled unless `selected` and `onSelect` are given. */
export const Tabs = (props: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected?: string;
  readonly onSelect?: (key: string) => void;
}) => {
  const id = useId();
  const [own, setOwn] = useState(props.tabs[0]?.key ?? '');
  const selected = props.selected ?? own;
  const select = (key: string) => {
    setOwn(key);
    props.onSelect?.(key);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = props.tabs.findIndex((tab) => tab.key === selected);
    const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: props.tabs.length - 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = props.tabs.at(step % props.tabs.length);
    if (next === undefined) return;
    select(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  const open = props.tabs.find((tab) => tab.key === selected);
  return (
    <div className="flex flex-col">
      <div role="tablist" aria-label={props.label} onKeyDown={onKeyDown} className="flex gap-4 overflow-x-auto border-b border-line">
        {props.tabs.map((tab) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            aria-selected={tab.key === selected}
            aria-controls={`${id}-panel`}
            tabIndex={tab.key === selected ? 0 : -1}
            onClick={() => select(tab.key)}
            className={cx(
              '-mb-px h-9 border-b-2 px-1 font-semibold whitespace-nowrap',
              tab.key === selected ? 'border-accent text-text' : 'border-transparent text-text-dim hover:text-text',
            )}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`} tabIndex={-1} className="pt-3">
        {open?.content}
      </div>
    </div>
  );
};
