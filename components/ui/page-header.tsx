import Link from 'next/link';
import type { ReactNode } from 'react';

/** The head of every page: where one is, its one title, what it is about in a line, its actions (one primary at most). */
export const PageHeader = (props: {
  readonly title: ReactNode;
  readonly trail?: { readonly label: string; readonly steps: readonly { readonly href: string; readonly text: string }[] };
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pb-4">
    <div className="flex min-w-[min(100%,20rem)] flex-1 flex-col gap-0.5">
      {props.trail !== undefined && (
        <nav aria-label={props.trail.label} className="text-xs text-text-dim">
          <ol className="flex flex-wrap gap-x-1.5">
            {props.trail.steps.map((step, at) => (
              <li key={step.href} className="flex gap-x-1.5">
                {at > 0 && <span aria-hidden="true">/</span>}
                <Link href={step.href} prefetch={false} className="hover:text-text hover:underline">
                  {step.text}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <h1 className="text-xl wrap-anywhere">{props.title}</h1>
      {props.about !== undefined && <div className="flex min-h-5 flex-wrap items-center gap-x-3 gap-y-1 text-text-dim">{props.about}</div>}
    </div>
    {props.actions !== undefined && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
  </header>
);
