import type { ReactNode } from 'react';
import { Icon } from './icon';

/** A page or panel that could not be shown: what, why, what to do, and the other side's own words as a quote. `page`: it stands for a whole page, so its title is the page's. */
export const ErrorState = (props: {
  readonly page?: boolean;
  readonly title: string;
  readonly text: ReactNode;
  readonly todo?: ReactNode;
  readonly quote?: { readonly by: string; readonly words: string } | undefined;
  readonly actions?: ReactNode;
}) => (
  <div role="alert" className="mx-auto flex w-full max-w-2xl items-start gap-4 px-4 py-10">
    <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-danger-soft text-danger">
      <Icon name="error" className="size-5" />
    </span>
    <div className="flex min-w-0 flex-col gap-2">
      {props.page ? <h1 className="text-lg">{props.title}</h1> : <h2 className="text-lg">{props.title}</h2>}
      <p>{props.text}</p>
      {props.todo !== undefined && <p className="text-text-dim">{props.todo}</p>}
      {props.quote !== undefined && props.quote.words !== '' && (
        <figure className="mt-1 border-l-2 border-line-strong pl-3">
          <figcaption className="text-xs text-text-dim">{props.quote.by}</figcaption>
          <blockquote className="mono wrap-anywhere">{props.quote.words}</blockquote>
        </figure>
      )}
      {props.actions !== undefined && <div className="mt-2 flex flex-wrap gap-2">{props.actions}</div>}
    </div>
  </div>
);
