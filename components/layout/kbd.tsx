'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;
const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether this keyboard has a Command key; while hydrating it counts as having none. */
const useAppleKeys = (): boolean => useSyncExternalStore(never, isApple, () => false);

const APPLE: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };

/** A shortcut as keys: "Mod+K" is ⌘ K on Apple keyboards and Ctrl K on others. */
export const Kbd = ({ keys }: { readonly keys: string }) => {
  const apple = useAppleKeys();
  const parts = keys.split('+').map((key) => (apple ? (APPLE[key] ?? key) : key === 'Mod' ? 'Ctrl' : key));
  return (
    <kbd className="inline-flex gap-1 font-sans">
      {parts.map((part) => (
        <span
          key={part}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-surface-2 px-1 text-xs text-text-dim"
        >
          {part}
        </span>
      ))}
    </kbd>
  );
};
