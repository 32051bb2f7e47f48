'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFrame } from '@/components/layout/frame-context';
import { initialsOf, whoIs } from '@/lib/access/directory';

/** How the screen calls people, of whom answers carry ids. */
export interface WhoWords {
  readonly isMe: (id: string) => boolean;
  /** The name alone, as in a column: “You”, “佐藤 花子”, “Before sign-in”. */
  readonly label: (id: string) => string;
  /** The same inside a sentence: “you”, “佐藤 花子 さん” in Japanese, “somebody before sign-in”. As its subject “you” may need words of its own: ask `isMe`. */
  readonly inText: (id: string) => string;
  /** What one finds and sorts people by: always the name, one's own as well. */
  readonly name: (id: string) => string;
  /** `''` where there is no name. */
  readonly initials: (id: string) => string;
}

/** How the screen calls people; the same object until names change. */
export const useWho = (): WhoWords => {
  const t = useTranslations('common.who');
  const { user, people } = useFrame();
  return useMemo(() => {
    const nameOf = (id: string): string => {
      const who = whoIs(people, id);
      return who.kind === 'person' ? who.name : t(who.kind);
    };
    return {
      isMe: (id) => id === user,
      label: (id) => (id === user ? t('you') : nameOf(id)),
      inText: (id) => {
        if (id === user) return t('inText.you');
        const who = whoIs(people, id);
        return who.kind === 'person' ? t('inText.person', { name: who.name }) : t(`inText.${who.kind}`);
      },
      name: nameOf,
      initials: (id) => {
        const who = whoIs(people, id);
        return who.kind === 'person' ? initialsOf(who.name) : '';
      },
    };
  }, [t, user, people]);
};
