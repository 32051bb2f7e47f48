'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { type ButtonSize, type ButtonTone, buttonClass } from './button-style';
import { Icon, type IconName } from './icon';

type Native = Omit<ComponentProps<'button'>, 'disabled' | 'className'>;

export interface ButtonProps extends Native {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly icon?: IconName;
  /** Work under way: says so to screen readers and takes no second click. */
  readonly busy?: boolean;
  /** Why it cannot be pressed. Given, the button stays focusable, does nothing, and tells the reason on hover and to screen readers. */
  readonly reason?: string | null | undefined;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A button with a verb. `type` is "button" unless it is said to submit. */
export const Button = ({ tone = 'secondary', size = 'medium', icon, busy = false, reason, className, children, ...rest }: ButtonProps) => {
  const reasonId = useId();
  const blocked = busy || (reason !== undefined && reason !== null);
  return (
    <>
      <button
        type="button"
        {...rest}
        className={buttonClass(tone, size, className)}
        aria-disabled={blocked || undefined}
        aria-busy={busy || undefined}
        aria-describedby={reason ? reasonId : rest['aria-describedby']}
        title={reason ?? rest.title}
        onClick={(event) => {
          if (blocked) event.preventDefault();
          else rest.onClick?.(event);
        }}
      >
        {busy ? <Icon name="refresh" className="animate-spin" /> : icon !== undefined && <Icon name={icon} />}
        {children}
      </button>
      {reason && (
        <span id={reasonId} hidden>
          {reason}
        </span>
      )}
    </>
  );
};
