'use client';

import { cloneElement, type ReactElement, type ReactNode, useId, useRef } from 'react';
import { cx } from './class-names';
import { useHydrated } from './use-hydrated';

const GAP_PX = 6;

const above = (target: DOMRect, width: number, height: number) => {
  const top = target.top - height - GAP_PX;
  return { left: target.left + target.width / 2 - width / 2, top: top < GAP_PX ? target.bottom + GAP_PX : top };
};

const beside = (target: DOMRect, height: number) => ({ left: target.right + GAP_PX, top: target.top + target.height / 2 - height / 2 });

/**
 * Words on hover and focus for the one element inside, told to screen readers as its description. Esc hides them.
 * `describes={false}`: the words only repeat the element's own name, which screen readers have already.
 */
export const Tooltip = (props: {
  readonly text: ReactNode;
  readonly side?: 'top' | 'right';
  readonly describes?: boolean;
  readonly className?: string;
  readonly children: ReactElement<{ 'aria-describedby'?: string }>;
}) => {
  const { text, side = 'top', describes = true, className, children } = props;
  const id = useId();
  // Nothing shows them before the page is alive, and what repeats names need not be sent: the rail alone has a dozen.
  const needed = useHydrated() || describes;
  const box = useRef<HTMLSpanElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  const show = () => {
    const target = anchor.current?.firstElementChild?.getBoundingClientRect();
    if (target === undefined || box.current === null) return;
    box.current.showPopover();
    const { offsetWidth: width, offsetHeight: height } = box.current;
    const { left, top } = side === 'top' ? above(target, width, height) : beside(target, height);
    box.current.style.left = `${Math.max(GAP_PX, Math.min(left, window.innerWidth - width - GAP_PX))}px`;
    box.current.style.top = `${top}px`;
  };
  const hide = () => box.current?.hidePopover();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to what happens to the element inside
    <span
      ref={anchor}
      className="contents"
      onMouseOver={show}
      onMouseOut={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => {
        if (event.key === 'Escape') hide();
      }}
    >
      {describes ? cloneElement(children, { 'aria-describedby': id }) : children}
      {needed && (
        <span ref={box} id={id} role="tooltip" popover="manual" className={cx('tip', className)}>
          {text}
        </span>
      )}
    </span>
  );
};
