import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

/** A list or panel with nothing in it: what it would hold, why it does not, what to do. */
export const EmptyState = (props: {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
    {props.icon !== undefined && (
      <span className="flex size-10 items-center justify-center rounded-full bg-surface-2 text-text-dim">
        <Icon name={props.icon} className="size-5" />
      </span>
    )}
    <p className="text-md font-semibold">{props.title}</p>
    {props.children !== undefined && <div className="max-w-prose text-text-dim">{props.children}</div>}
    {props.actions !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{props.actions}</div>}
  </div>
);
