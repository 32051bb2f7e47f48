'use client';

import Link from 'next/link';
import type { KeyboardEvent, ReactNode } from 'react';
import { cx } from './class-names';
import { Icon, type IconName } from './icon';
import { Popover } from './popover';

interface ItemLook {
  readonly text: ReactNode;
  readonly key: string;
  readonly icon?: IconName;
  /** One of a set: drawn with a tick where true. */
  readonly checked?: boolean;
  /** The language that the item's text is written in. */
  readonly lang?: string;
}
export type MenuItem = ItemLook & ({ readonly href: string } | { readonly onChoose: () => void; readonly reason?: string | null });

const ITEM =
  'flex w-full min-w-40 items-center gap-2 rounded-sm px-2 py-1.5 text-left hover:bg-surface-2 focus-visible:bg-surface-2 aria-disabled:opacity-60';

/** Arrow keys, Home, End and first letters move among the items of the menu that `event` comes from. */
const moveFocus = (event: KeyboardEvent<HTMLDivElement>) => {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const step = steps[event.key];
  if (step !== undefined) {
    event.preventDefault();
    items.at(step % items.length)?.focus();
  } else if (event.key.length === 1 && event.key !== ' ') {
    const letter = event.key.toLowerCase();
    [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
  }
};

/** One choice. `inset`: others have an icon, so one without leaves its room free. */
const Item = ({ item, inset, close }: { readonly item: MenuItem; readonly inset: boolean; readonly close: () => void }) => {
  const role = item.checked === undefined ? 'menuitem' : 'menuitemradio';
  const look = (
    <>
      {item.checked !== undefined && <Icon name="done" className={cx('text-accent', !item.checked && 'invisible')} />}
      {item.icon !== undefined ? <Icon name={item.icon} className="text-text-dim" /> : inset && <span className="size-4 shrink-0" />}
      <span className="min-w-0 flex-1 truncate">{item.text}</span>
    </>
  );
  const shared = {
    role,
    tabIndex: -1,
    className: ITEM,
    lang: item.lang,
    ...(item.checked === undefined ? {} : { 'aria-checked': item.checked }),
  };
  if ('href' in item)
    return (
      <Link {...shared} href={item.href} prefetch={false} onClick={close}>
        {look}
      </Link>
    );
  return (
    <button
      {...shared}
      type="button"
      title={item.reason ?? undefined}
      aria-disabled={item.reason ? true : undefined}
      onClick={() => {
        if (item.reason) return;
        close();
        item.onChoose();
      }}
    >
      {look}
    </button>
  );
};

/** A button with a menu of choices or links. `label` is its accessible name where the button shows only an icon. */
export const Menu = (props: {
  readonly label: string;
  readonly button: ReactNode;
  readonly buttonClassName: string;
  readonly align?: 'start' | 'end';
  readonly note?: string;
  /** A function is asked only while the menu is open: for choices that cost thought. */
  readonly items: readonly MenuItem[] | (() => readonly MenuItem[]);
}) => (
  <Popover
    role="menu"
    label={props.label}
    title={props.label}
    button={props.button}
    buttonClassName={props.buttonClassName}
    align={props.align ?? 'start'}
    onKeyDown={moveFocus}
  >
    {(close) => {
      const items = typeof props.items === 'function' ? props.items() : props.items;
      const inset = items.some(({ icon }) => icon !== undefined);
      return (
        <>
          {items.map((item) => (
            <Item key={item.key} item={item} inset={inset} close={close} />
          ))}
          {props.note !== undefined && (
            <p role="presentation" className="max-w-64 border-t border-line px-2 py-1.5 text-xs text-text-dim">
              {props.note}
            </p>
          )}
        </>
      );
    }}
  </Popover>
);
