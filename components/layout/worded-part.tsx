'use client';

import { useQuery } from '@tanstack/react-query';
import type { ComponentType, LazyExoticComponent, ReactNode } from 'react';
import { useLocale, useMessages } from 'use-intl';
import { fetched, part } from '@/components/ui/part';
import { LOCALES } from '@/lib/i18n/locale';
import type { LaterNamespace } from '@/lib/i18n/namespaces';
import { MoreMessages } from '@/lib/i18n/provider';
import { loadWords } from '@/lib/queries/words';

/** Shows `children` once their words are there: those that the page was sent with, or else those that the console is asked for now. */
const WithWords = ({ namespace, children }: { readonly namespace: LaterNamespace; readonly children: ReactNode }) => {
  const sent = namespace in useMessages();
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['words', locale, namespace],
    // As the code of a part: where they cannot be fetched they are waited for, and the frame says so.
    queryFn: () => fetched(() => loadWords(locale, namespace)),
    enabled: !sent,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  if (sent) return children;
  return data === undefined ? null : <MoreMessages messages={data}>{children}</MoreMessages>;
};

/** Begins to fetch words beside the code that needs them. What fails here `WithWords` asks for again. */
const begin = (namespace: LaterNamespace): void => {
  if (typeof document === 'undefined') return;
  const locale = LOCALES.find((each) => each === document.documentElement.lang);
  if (locale !== undefined) loadWords(locale, namespace).catch(() => undefined);
};

/** A `part` that comes with the words of its own namespace, so that no page is sent them which does not show it. */
export const wordedPart = <P extends object>(
  namespace: LaterNamespace,
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> =>
  part(async () => {
    begin(namespace);
    const Inside = await load();
    // biome-ignore lint/correctness/noComponentHookFactories: made once, when the part has come
    const Worded = (props: P) => (
      <WithWords namespace={namespace}>
        <Inside {...props} />
      </WithWords>
    );
    return Worded;
  });
