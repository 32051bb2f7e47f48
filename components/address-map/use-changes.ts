'use client';

import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useSentences } from '@/components/ui/use-sentences';
import { type FieldChange, fieldChanges } from '@/lib/restore/address-map/changes';
import type { AddressField } from '@/lib/restore/address-map/field';
import { isUsableKind } from '@/lib/restore/address-map/states';
import type { Story } from '@/lib/restore/address-map/story';
import { factWords } from './words';

/** The tint lasts 600 ms (`--animate-changed`); a little more, so that it is not cut off. */
const TINT_MS = 700;
const TOLD = 2;

interface Changes {
  readonly changed: ReadonlySet<number>;
  readonly changedAt: ReadonlyMap<number, string>;
}

const NONE: Changes = { changed: new Set(), changedAt: new Map() };

/**
 * What AWS's newest answer changed while one looks: tints the cells once, keeps since when, and says who has taken what and when.
 * @param field the subnet's field now; another one each time AWS has answered
 * @param asOf instant of that answer
 */
export const useChanges = (
  field: AddressField,
  asOf: string | null,
  storyAt: (value: number) => Story | null,
  say: (text: string) => void,
): Changes => {
  const t = useTranslations('restore.map');
  const format = useFormatter();
  const sentences = useSentences();
  const before = useRef(field);
  const [changes, setChanges] = useState(NONE);
  const tell = (list: readonly FieldChange[], at: string): void => {
    const told = list.slice(0, TOLD).flatMap(({ value, to }) => {
      const story = storyAt(value);
      if (story === null) return [];
      const { address } = story;
      if (isUsableKind(to)) return [t('changed.freed', { address })];
      return [t(story.placements.length > 0 ? 'changed.conflict' : 'changed.taken', { address, what: factWords(t, story) })];
    });
    if (list.length > TOLD) told.push(t('changed.more', { count: list.length - TOLD }));
    told.push(t('changed.at', { time: format.dateTime(new Date(at), { timeStyle: 'medium' }) }));
    say(sentences(...told));
  };
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    const list = fieldChanges(before.current, field);
    before.current = field;
    if (list.length === 0 || asOf === null) return;
    setChanges((old) => ({
      changed: new Set(list.map(({ value }) => value)),
      changedAt: new Map([...old.changedAt, ...list.map(({ value }): [number, string] => [value, asOf])]),
    }));
    latest.current(list, asOf);
    const timer = setTimeout(() => setChanges((old) => ({ ...old, changed: NONE.changed })), TINT_MS);
    return () => clearTimeout(timer);
  }, [field, asOf]);
  return changes;
};
