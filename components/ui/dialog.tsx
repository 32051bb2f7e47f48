'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { iconButtonClass } from './button-style';
import { cx } from './class-names';
import { Icon } from './icon';

const WIDTHS = { small: 'max-w-md', medium: 'max-w-2xl', large: 'max-w-5xl' } as const;

/**
 * A modal `<dialog>`: focus stays inside and returns to where it was, Esc and the backdrop close it unless `busy`. `bare`: it stands near the upper edge with
 * nothing but its children, and the title is for screen readers only (a command palette).
 */
export const Dialog = (props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly width?: keyof typeof WIDTHS;
  readonly busy?: boolean;
  readonly bare?: boolean;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}) => {
  const { open, onClose, title, width = 'medium', busy = false, bare = false, footer, children } = props;
  const t = useTranslations('common.actions');
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is the backdrop's; the keyboard closes a dialog by Esc, which `onCancel` hears
    <dialog
      ref={ref}
      {...(bare ? { 'aria-label': title } : { 'aria-labelledby': titleId })}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget && !busy) onClose();
      }}
      className={cx(
        bare ? 'mx-auto mt-[10dvh] mb-auto max-h-[80dvh]' : 'm-auto max-h-[92dvh]',
        // What scrolls is what is inside, and only that: with its own border the box would be a little too low for it and scroll as well.
        'w-[calc(100vw-2rem)] overflow-hidden rounded-lg border border-line bg-surface-1 p-0 text-text shadow-float',
        WIDTHS[width],
      )}
    >
      {open && bare && children}
      {open && !bare && (
        <div className="flex max-h-[calc(92dvh-2px)] flex-col">
          <header className="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
            <h2 id={titleId} className="text-lg">
              {title}
            </h2>
            <button type="button" className={iconButtonClass()} aria-label={t('close')} onClick={onClose} disabled={busy}>
              <Icon name="close" />
            </button>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer !== undefined && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
        </div>
      )}
    </dialog>
  );
};
