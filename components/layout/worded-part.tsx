'use client';

import { useQuery } from '@tanstack/react-query';
import { type ComponentType, type LazyExoticComponent, type ReactNode, useEffect } from 'react';
import { useLocale, useMessages } from 'use-intl';
import { fetched, lazyComponent } from '@/components/ui/lazy-component';
import type { Tellable } from '@/components/ui/problem-words';
import { LOCALES } from '@/lib/i18n/locale';
import type { LaterNamespace, Messages } from '@/lib/i18n/namespaces';
import { FRAME_PARTS, isWhole } from '@/lib/i18n/parts';
import { MoreMessages } from '@/lib/i18n/provider';
import { loadWords } from '@/lib/queries/words';

/** Shows `children` once their words are there: those that the page was sent with, or else those that the console is asked for now. */
const WithWords = ({ namespaces, children }: { readonly namespaces: readonly LaterNamespace[]; readonly children: ReactNode }) => {
  const known = useMessages();
  const missing = namespaces.filter((namespace) => !isWhole(known, namespace));
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['words', locale, ...missing],
    // As the code of a part: where they cannot be fetched they are waited for, and the frame says so.
    queryFn: async () => {
      const words = await Promise.all(missing.map((namespace) => fetched(() => loadWords(locale, namespace))));
      return Object.assign({}, ...words) as Partial<Messages>;
    },
    enabled: missing.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  if (missing.length === 0) return children;
  return data === undefined ? null : <MoreMessages messages={data}>{children}</MoreMessages>;
};

/** A problem whose words every page has (`FRAME_PARTS`), or for which the console has to be asked. */
const isSaidAnywhere = ({ code }: Tellable): boolean => FRAME_PARTS.problems.some((each) => each === code);

/** Shows what tells a problem once its words are there. What may keep the console from being asked for words can always be told. */
export const WithProblemWords = ({ problem, children }: { readonly problem: Tellable; readonly children: ReactNode }) =>
  isSaidAnywhere(problem) ? children : <WithWords namespaces={['problems']}>{children}</WithWords>;

/** Begins to fetch words beside the code that needs them. What fails here `WithWords` asks for again. */
const begin = (namespace: LaterNamespace): void => {
  if (typeof document === 'undefined') return;
  const locale = LOCALES.find((each) => each === document.documentElement.lang);
  if (locale !== undefined) loadWords(locale, namespace).catch(() => undefined);
};

/** When a page has long been drawn. */
const BEFOREHAND_MS = 2_000;

/** Fetches words of parts that are likely to be opened next, so that they can be shown where nothing can be asked for any more. `namespaces` must keep its identity. */
export const useWordsBeforehand = (namespaces: readonly LaterNamespace[]): void =>
  useEffect(() => {
    const timer = setTimeout(() => namespaces.forEach(begin), BEFOREHAND_MS);
    return () => clearTimeout(timer);
  }, [namespaces]);

/** A `part` that comes with the words of its own namespaces, so that no page is sent them which does not show it. */
export const wordedPart = <P extends object>(
  namespaces: LaterNamespace | readonly LaterNamespace[],
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> =>
  lazyComponent(async () => {
    const needed = typeof namespaces === 'string' ? [namespaces] : namespaces;
    needed.forEach(begin);
    const Inside = await load();
    // biome-ignore lint/correctness/noComponentHookFactories: made once, when the part has come
    const Worded = (props: P) => (
      <WithWords namespaces={needed}>
        <Inside {...props} />
      </WithWords>
    );
    return Worded;
  });
