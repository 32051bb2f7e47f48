import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';
import { linkClass } from './text-link';

/** A link out of the console, in a tab of its own; the other side learns nothing of this page. */
export const ExternalLink = (props: { readonly href: string; readonly className?: string; readonly children: ReactNode }) => (
  <a
    href={props.href}
    target="_blank"
    rel="noreferrer"
    className={cx(linkClass, 'inline-flex items-center gap-1 whitespace-nowrap', props.className)}
  >
    {props.children}
    <Icon name="external" className="size-3.5" />
  </a>
);
