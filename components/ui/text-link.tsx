import Link from 'next/link';
import type { ReactNode } from 'react';
import { cx } from './class-names';

/** The one look of a link in text and tables. */
export const linkClass = 'link';

/** A link inside the console. Nothing is fetched before it is followed: lists have thousands. */
export const TextLink = (props: {
  readonly href: string;
  readonly className?: string;
  readonly title?: string;
  readonly tabIndex?: number;
  readonly children: ReactNode;
}) => (
  <Link href={props.href} prefetch={false} className={cx(linkClass, props.className)} title={props.title} tabIndex={props.tabIndex}>
    {props.children}
  </Link>
);
