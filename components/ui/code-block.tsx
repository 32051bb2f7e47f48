'use client';

import { cx } from './class-names';
import { CopyButton } from './copy-button';

/** A text as it is, in a box of its own that scrolls, with a button that copies it. */
export const CodeBlock = ({ text, label, className }: { readonly text: string; readonly label: string; readonly className?: string }) => (
  <div className="relative">
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={cx('overflow-auto rounded-md border border-line bg-surface-2 p-2 pr-10', className)}
    >
      <pre className="mono">{text}</pre>
    </section>
    <CopyButton text={text} label={label} className="absolute top-1 right-1 bg-surface-1" />
  </div>
);
