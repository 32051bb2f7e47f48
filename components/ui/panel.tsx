import { type ReactNode, useId } from 'react';
import { cx } from './class-names';

/** A titled box of the page. */
export const Panel = (props: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly flush?: boolean;
  /** Nothing of it reaches beyond its box: the browser then keeps its picture while the page around it changes. */
  readonly sealed?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx('rounded-md border border-line bg-surface-1', props.sealed && 'isolate', props.className)}>
      <header className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-1.5">
        <h2 id={id} className="text-md">
          {props.title}
        </h2>
        {props.actions}
      </header>
      <div className={props.flush ? '' : 'px-4 py-3'}>{props.children}</div>
    </section>
  );
};

/** Names and values in two columns, for facts about one thing. */
export const FactList = ({
  facts,
}: {
  readonly facts: readonly { readonly name: string; readonly value: ReactNode; readonly key?: string }[];
}) => (
  <dl className="grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] gap-x-4">
    {facts.map((fact) => (
      <div
        key={fact.key ?? fact.name}
        className="col-span-2 grid min-h-8 grid-cols-subgrid items-center border-b border-line py-1 last:border-b-0"
      >
        <dt className="text-text-dim">{fact.name}</dt>
        <dd className="min-w-0 wrap-anywhere">{fact.value}</dd>
      </div>
    ))}
  </dl>
);
