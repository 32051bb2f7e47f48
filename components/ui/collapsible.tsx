'use client';

import { type ReactNode, useState } from 'react';
import { Icon } from './icon';

interface CollapsibleProps {
  readonly title: ReactNode;
  /** What is in the collapsed part, in a few words, so that nothing is hidden. */
  readonly summary: string;
  /** Where it stands in the metadata, for what leads there. */
  readonly at?: string;
  readonly open?: boolean;
  /** Asked for once it has been opened. */
  readonly children: () => ReactNode;
}

/** A part that is collapsed until it is wanted. */
export const Collapsible = ({ title, summary, at, open = false, children }: CollapsibleProps) => {
  const [opened, setOpened] = useState(open);
  return (
    <details
      open={open}
      className="group/collapsible rounded-md border border-line"
      onToggle={(event) => event.currentTarget.open && setOpened(true)}
    >
      <summary data-at={at} className="flex min-h-9 list-none items-center gap-2 px-2 text-text-dim">
        <Icon name="right" className="transition-transform group-open/collapsible:rotate-90" />
        {title}
        <span className="min-w-0 truncate text-xs">{summary}</span>
      </summary>
      {opened && children()}
    </details>
  );
};
