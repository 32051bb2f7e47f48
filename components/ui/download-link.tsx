import type { ReactNode } from 'react';
import { type ButtonSize, type ButtonTone, buttonClass } from './button-style';
import { Icon } from './icon';

/** A link that looks like a button and saves a file that the server makes; the page stays. */
export const DownloadLink = (props: {
  readonly href: string;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  /** For screen readers, where the words beside it do not say what is saved. */
  readonly label?: string;
  readonly children: ReactNode;
}) => (
  <a href={props.href} download aria-label={props.label} className={buttonClass(props.tone ?? 'secondary', props.size ?? 'medium')}>
    <Icon name="download" />
    {props.children}
  </a>
);
