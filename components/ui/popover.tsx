'use client';

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { cx } from './class-names';

const GAP_PX = 4;
const EDGE_PX = 8;

const place = (anchor: DOMRect, box: HTMLElement, align: 'start' | 'end') => {
  const { offsetWidth: width, offsetHeight: height } = box;
  const wanted = align === 'start' ? anchor.left : anchor.right - width;
  const left = Math.max(EDGE_PX, Math.min(wanted, window.innerWidth - width - EDGE_PX));
  const below = anchor.bottom + GAP_PX;
  const top = below + height > window.innerHeight - EDGE_PX ? Math.max(EDGE_PX, anchor.top - GAP_PX - height) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
};

/** Where focus goes: what is marked or chosen, else the first thing that takes it. */
const firstOf = (box: HTMLElement): HTMLElement | null =>
  box.querySelector<HTMLElement>('[data-first],[aria-checked="true"]') ??
  box.querySelector<HTMLElement>('[role^="menuitem"],input,button,a');

/**
 * A button that opens a native popover beside itself. Esc, a click elsewhere and `close` shut it, and focus returns to the button.
 * `children` is called only while it is open, so what it holds costs nothing before.
 */
export const Popover = (props: {
  readonly label?: string;
  readonly title?: string;
  readonly buttonClassName: string;
  readonly button: ReactNode;
  readonly align?: 'start' | 'end';
  readonly role?: 'menu' | 'dialog';
  readonly className?: string;
  readonly tabIndex?: number;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLDivElement>) => void;
  readonly children: (close: () => void) => ReactNode;
}) => {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const align = props.align ?? 'start';
  return (
    <>
      <button
        ref={trigger}
        type="button"
        popoverTarget={id}
        tabIndex={props.tabIndex}
        aria-label={props.label}
        aria-haspopup={props.role ?? 'dialog'}
        aria-expanded={open}
        title={props.title}
        className={props.buttonClassName}
      >
        {props.button}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it always has a role, menu or dialog */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label */}
      <div
        ref={box}
        id={id}
        popover="auto"
        role={props.role ?? 'dialog'}
        aria-label={props.label ?? props.title}
        tabIndex={-1}
        onKeyDown={props.onKeyDown}
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
        onToggle={(event) => {
          if (event.newState !== 'open' || trigger.current === null || box.current === null) return;
          place(trigger.current.getBoundingClientRect(), box.current, align);
          firstOf(box.current)?.focus();
        }}
        className={cx('float', props.className)}
      >
        {open && props.children(() => box.current?.hidePopover())}
      </div>
    </>
  );
};
