'use client';

import { useFormatter, useTranslations } from 'use-intl';
import type { AddressMatch, FindView, HolderView, IndexState } from '@/lib/data/finding/views';
import type { Term } from '@/lib/finding/term';

const STATES = ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'] as const;
const SHORT = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;

/** Who holds an address, in words: the instance with its name and state, or what kind of thing it is. */
export const useHolderWords = () => {
  const t = useTranslations('find');
  const state = (text: string | null): string => t(`states.${STATES.find((each) => each === text) ?? 'other'}`);
  return {
    state,
    holder: (each: HolderView): string =>
      each.instanceId === null
        ? t(`holders.${each.kind}`)
        : t('instanceNow', { name: each.instanceName ?? each.instanceId, state: state(each.instanceState) }),
  };
};

const useTermWords = () => {
  const t = useTranslations('find.terms');
  const format = useFormatter();
  return (term: Term): string => {
    if (term.kind === 'address') return t('address', { text: term.address });
    if (term.kind === 'block') return t('block', { text: term.block });
    if (term.kind === 'beginning') return t('beginning', { block: term.block, word: term.word });
    if (term.kind === 'id') return t(term.what, { text: term.id });
    if (term.kind === 'arn') return t('arn', { text: term.arn });
    if (term.kind === 'word') return t('word', { text: term.word });
    if (term.kind === 'when')
      return t(term.when, { at: format.dateTime(new Date(term.at), term.wholeDay ? { dateStyle: 'medium' } : SHORT) });
    if (term.value === null) return t('tagAny', { key: term.key });
    return term.value === '' ? t('tagEmpty', { key: term.key }) : t('tag', { key: term.key, value: term.value });
  };
};

/** What is missing of the index that a text was searched in, in a sentence; `null` where nothing is, or where the text asks for nothing of the kind. */
export const useIndexWords = () => {
  const t = useTranslations('find.index');
  return (kind: 'addresses' | 'tags', state: IndexState): string | null => {
    if (state === null) return t(`${kind}None`);
    const counts = { read: state.read, total: state.total };
    if (state.read < state.total) return t(state.off ? `${kind}Off` : state.problem === null ? kind : `${kind}Stopped`, counts);
    return state.unreadable > 0 ? t(`${kind}Unreadable`, { count: state.unreadable }) : null;
  };
};

const NEEDS: Partial<Record<Term['kind'], 'addresses' | 'tags'>> = {
  address: 'addresses',
  block: 'addresses',
  beginning: 'addresses',
  tag: 'tags',
};

/** Finds in words: how the text was understood, why a resource was found, and what may be missing. */
export const useFindWords = () => {
  const t = useTranslations('find');
  const format = useFormatter();
  const term = useTermWords();
  const index = useIndexWords();
  const instant = (at: string): string => format.dateTime(new Date(at), SHORT);
  return {
    instant,
    understood: (terms: readonly Term[]): string => t('understood', { parts: terms.map(term).join(' · ') }),
    why: (match: AddressMatch): string =>
      t('why', { address: match.address, role: t(`roles.${match.role}`), count: match.points, at: instant(match.lastAt) }),
    missing: ({ understood, index: states }: FindView): readonly string[] => {
      const kinds = new Set(understood.flatMap((each) => NEEDS[each.kind] ?? []));
      return [...kinds].flatMap((kind) => index(kind, states[kind]) ?? []);
    },
  };
};
