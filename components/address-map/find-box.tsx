'use client';

import { type KeyboardEvent, Suspense, useDeferredValue, useId, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import type { find as Find, Found } from '@/lib/restore/address-map/find';
import type { FactIndex } from '@/lib/restore/fact-index';

const LIMIT = 8;
const NOTHING: ReturnType<typeof Find> = { found: [], more: 0 };

const FoundLine = lazyComponent(() => import('./found-line').then((module) => module.FoundLine));

/** The search itself: it comes with the focus, before the first letter is typed. Without a line to the console it does not come, and the next focus asks again. */
const useFind = (onAsked: () => void): { readonly find: typeof Find | null; readonly prepare: () => void } => {
  const [find, setFind] = useState<typeof Find | null>(null);
  const prepare = () => {
    onAsked();
    if (find === null)
      import('@/lib/restore/address-map/find').then(
        (module) => setFind(() => module.find),
        () => undefined,
      );
  };
  return { find, prepare };
};

/** Finds an address, a holder, a claim or a reservation in the subnets of this restore while one types, and leads there. */
export const FindBox = (props: {
  readonly facts: FactIndex;
  /** The subnets to search, the one in view first. */
  readonly subnetIds: readonly string[];
  readonly onFound: (found: Found) => void;
}) => {
  const { facts, subnetIds, onFound } = props;
  const t = useTranslations('restore.map.find');
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const typed = useDeferredValue(text);
  const subnets = useMemo(() => subnetIds.flatMap((subnetId) => facts.subnets.get(subnetId) ?? []), [facts, subnetIds]);
  const { find, prepare } = useFind(() => setOpen(true));
  const result = useMemo(() => find?.(subnets, facts, typed, LIMIT) ?? NOTHING, [find, subnets, facts, typed]);
  const shown = open && find !== null && typed.trim() !== '';
  const choose = (found: Found | undefined) => {
    if (found === undefined) return;
    setOpen(false);
    setText('');
    onFound(found);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = result.found.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true);
      if (count > 0) setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (event.key === 'Enter')
      // Who types quickly presses Enter before the list has caught up.
      choose((typed === text ? result : (find?.(subnets, facts, text, LIMIT) ?? NOTHING)).found[active]);
    else if (event.key === 'Escape' && (open || text !== '')) {
      if (!open) setText('');
      setOpen(false);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="relative">
      <Icon name="search" className="pointer-events-none absolute top-2 left-2 text-text-dim" />
      <input
        role="combobox"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('label')}
        placeholder={t('label')}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown && result.found.length > 0 ? `${id}-${active}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={prepare}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-md border border-line-strong bg-surface-1 pr-2 pl-8 text-sm text-text placeholder:text-text-dim"
      />
      <p role="status" className="sr-only">
        {shown && t('count', { count: result.found.length + result.more })}
      </p>
      <div className={cx('absolute inset-x-0 top-9 z-20 rounded-md border border-line bg-surface-1 p-1 shadow-float', !shown && 'hidden')}>
        <div id={`${id}-list`} role="listbox" aria-label={t('results')}>
          {shown &&
            result.found.map((found, at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <div
                key={found.key}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === active}
                className={cx('cursor-pointer rounded-sm px-2 py-1', at === active && 'fc-selected bg-surface-2')}
                onPointerDown={(event) => event.preventDefault()}
                onPointerMove={() => setActive(at)}
                onClick={() => choose(found)}
              >
                <Suspense fallback={<span className="block h-5" />}>
                  <FoundLine found={found} several={subnets.length > 1} />
                </Suspense>
              </div>
            ))}
        </div>
        {shown && result.found.length === 0 && <p className="px-2 py-1 text-text-dim">{t('none', { text: typed.trim() })}</p>}
        {shown && result.more > 0 && <p className="px-2 py-1 text-xs text-text-dim">{t('more', { count: result.more })}</p>}
      </div>
    </div>
  );
};
