import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ButtonSize, type ButtonTone, buttonClass } from './button-style';
import { Icon, type IconName } from './icon';

/** A link that looks like a button: it goes somewhere. */
export const LinkButton = (props: {
  readonly href: string;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly icon?: IconName;
  readonly className?: string;
  /** Loads the page anew: the way out of a page that is not one. */
  readonly anew?: boolean;
  readonly children: ReactNode;
}) => {
  const className = buttonClass(props.tone ?? 'secondary', props.size ?? 'medium', props.className);
  const inside = (
    <>
      {props.icon !== undefined && <Icon name={props.icon} />}
      {props.children}
    </>
  );
  return props.anew === true ? (
    <a href={props.href} className={className}>
      {inside}
    </a>
  ) : (
    <Link href={props.href} prefetch={false} className={className}>
      {inside}
    </Link>
  );
};
