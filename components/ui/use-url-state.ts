'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { changeSearch, readUrl, type UrlChange, type UrlSchema, type UrlValues } from '@/lib/url-codecs';

/** What was written into the address and the router has not told yet: it takes what it is told in its own time, a tick box cannot wait for it. */
let written: string | null = null;
const listeners = new Set<() => void>();

const tell = (search: string | null): void => {
  if (written === search) return;
  written = search;
  for (const listener of listeners) listener();
};

const forget = (): void => tell(null);

/** As the router writes it. */
const normal = (search: string): string => new URLSearchParams(search).toString();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (listeners.size === 1) window.addEventListener('popstate', forget);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', forget);
  };
};

/** As the values before where their text is the same, so that a list keeps its identity while something else changes. */
const useKept = <S extends UrlSchema>(schema: S, params: URLSearchParams): UrlValues<S> => {
  const before = useRef<{ readonly texts: ReadonlyMap<string, string | null>; readonly values: UrlValues<S> } | null>(null);
  return useMemo(() => {
    const texts = new Map(Object.keys(schema).map((name) => [name, params.get(name)] as const));
    const fresh = readUrl(schema, (name) => texts.get(name) ?? null);
    const last = before.current;
    const same = (name: string): boolean => last !== null && last.texts.get(name) === texts.get(name);
    const values = Object.fromEntries(
      Object.entries(fresh).map(([name, value]) => [name, same(name) && last !== null ? last.values[name] : value]),
    ) as UrlValues<S>;
    before.current = { texts, values };
    return values;
  }, [schema, params]);
};

/**
 * State that is kept in the address, so that it can be sent to a colleague and outlives a reload. A change shows at once and replaces the entry of the
 * browser's history; nothing is asked of the server. The page reads the same schema with `readPageSearch`.
 */
export const useUrlState = <S extends UrlSchema>(schema: S): readonly [UrlValues<S>, (change: UrlChange<S>) => void] => {
  const routed = normal(useSearchParams().toString());
  const pathname = usePathname();
  const ahead = useSyncExternalStore(
    subscribe,
    () => written,
    () => null,
  );
  const search = ahead ?? routed;
  useEffect(() => {
    if (written === null) return;
    const mine = normal(written);
    // The router has caught up, or somebody else has gone elsewhere meanwhile.
    if (mine === routed || mine !== normal(window.location.search)) forget();
  }, [routed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has an address of its own
  useEffect(() => forget, [pathname]);
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const values = useKept(schema, params);
  const change = useCallback(
    (next: UrlChange<S>) => {
      const { pathname: path, search: now, hash } = window.location;
      const changed = changeSearch(schema, written ?? now.slice(1), next);
      tell(changed);
      window.history.replaceState(null, '', `${path}${changed === '' ? '' : `?${changed}`}${hash}`);
    },
    [schema],
  );
  return [values, change];
};
