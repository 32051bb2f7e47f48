import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LOCALES } from '@/lib/i18n/locale';
import en from '@/lib/i18n/messages/en/audit.json';
import ja from '@/lib/i18n/messages/ja/audit.json';
import type { Messages } from '@/lib/i18n/namespaces';
import { GROUP_OF, KIND_GROUPS, kindsOf } from '@/lib/record/kind-groups';
import { EVENT_KINDS, type EventKind } from '@/lib/record/kinds';
import { FRONT_DOOR, SIGN_IN_CAUSES, WRITE_CODES } from '@/lib/record/refusal-causes';
import { type EventSpeech, eventWords } from './event-words';

const KINDS = Object.keys(EVENT_KINDS) as readonly EventKind[];

const speechOf = (locale: 'en' | 'ja'): EventSpeech => ({
  t: createTranslator<Messages, 'audit'>({
    locale,
    messages: { audit: locale === 'en' ? en : ja } as Messages,
    namespace: 'audit' as never,
    onError: (error) => {
      throw error;
    },
  }),
  who: (id) => `Person ${id}`,
  time: (instant) => instant.slice(0, 10),
});

type Json = Readonly<Record<string, unknown>>;
type Schema = Json & {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
};

/** A value that the schema takes: the longest it can be (`full`), or with `null` wherever that may stand and no optional member. */
const sample = (schema: Schema, full: boolean): unknown => {
  if (schema.anyOf !== undefined) {
    const nothing = schema.anyOf.find(({ type }) => type === 'null');
    const something = schema.anyOf.find(({ type }) => type !== 'null') ?? {};
    return full || nothing === undefined ? sample(something, full) : null;
  }
  if (Array.isArray(schema.enum)) return schema.enum[full ? 0 : schema.enum.length - 1];
  if (schema.format === 'date-time') return '2026-01-02T03:04:05.006Z';
  if (schema.type === 'integer' || schema.type === 'number') return full ? 3 : 1;
  if (schema.type === 'boolean') return full;
  if (schema.type === 'array') return full ? [sample(schema.items ?? {}, full), sample(schema.items ?? {}, full)] : [];
  if (schema.type === 'object') {
    const required = new Set(schema.required as readonly string[] | undefined);
    const members = Object.entries(schema.properties ?? {}).filter(([name]) => full || required.has(name));
    return Object.fromEntries(members.map(([name, member]) => [name, sample(member, full)]));
  }
  return schema.pattern === undefined ? 'text' : 'a'.repeat(64);
};

const samplesOf = (kind: EventKind): readonly unknown[] => {
  const schema = z.toJSONSchema(EVENT_KINDS[kind]) as Schema;
  return [sample(schema, true), sample(schema, false)];
};

describe.each(LOCALES)('the words of events in %s', (locale) => {
  const speech = speechOf(locale);
  const words: Readonly<Record<string, string>> = (locale === 'en' ? en : ja).event;

  it('are there for every kind, and for no kind that is none', () => {
    expect(Object.keys(words).sort()).toEqual([...KINDS, 'unknown'].sort());
  });

  it.each(KINDS)('tell %s with everything that its data may hold, and with nothing that it may lack', (kind) => {
    for (const data of samplesOf(kind)) {
      expect(EVENT_KINDS[kind].safeParse(data).error).toBeUndefined();
      const text = eventWords({ kind, data: JSON.stringify(data) }, speech);
      expect(text).not.toMatch(/[{}]|\bundefined\b|event\.|\bnone\b/);
      expect(text.length).toBeGreaterThan(3);
    }
  });

  it.each(KINDS)('tell %s even where somebody emptied its data in the database', (kind) => {
    for (const data of ['{}', '', '[1]', '"x"', 'null']) expect(eventWords({ kind, data }, speech)).not.toBe('');
  });

  it('say why a sign-in or a change was refused, each cause in words of its own', () => {
    const often = { count: 2, from: '2026-01-02T03:04:05.006Z', to: '2026-01-02T03:04:05.006Z' };
    const signIns = SIGN_IN_CAUSES.map((cause) =>
      eventWords({ kind: 'sign-in-refused', data: JSON.stringify({ person: 'p', cause, ...often }) }, speech),
    );
    const writes = WRITE_CODES.map((code) =>
      eventWords({ kind: 'write-refused', data: JSON.stringify({ operation: FRONT_DOOR, code, caller: null, ...often }) }, speech),
    );
    for (const text of [...signIns, ...writes])
      expect(text).not.toMatch(/[a-z]-[a-z]+-?[a-z]*[)）]|oidc|front-door|[:（(] ?[a-z]+-[a-z]+$/);
    // Whoever is disabled is so by any way in.
    expect(new Set(signIns).size).toBe(SIGN_IN_CAUSES.length - 1);
    expect(new Set(writes).size).toBe(WRITE_CODES.length);
  });

  it('name a kind of another version', () => {
    for (const kind of ['something-new', 'constructor']) expect(eventWords({ kind, data: '{}' }, speech)).toContain(kind);
  });
});

it('says what happened', () => {
  const arn = 'arn:aws:ec2:us-east-1:123456789012:instance/i-0f3a9c41d27be5860';
  const data = { restoreId: 'r', region: 'us-east-1', recoveryPointArn: 'x', resourceArn: arn, claims: [{}] };
  expect(eventWords({ kind: 'restore-started', data: JSON.stringify(data) }, speechOf('en'))).toBe(
    'Started a restore of i-0f3a9c41d27be5860 in us-east-1 with 1 address claimed',
  );
  const setting = { name: 'keepDraftsDays', from: null, to: 90 };
  expect(eventWords({ kind: 'settings-changed', data: JSON.stringify(setting) }, speechOf('en'))).toBe(
    'Changed the setting keepDraftsDays from null to 90',
  );
  const granted = { person: 'p1', role: 'operator', account: '123456789012', by: 'person' };
  expect(eventWords({ kind: 'role-granted', data: JSON.stringify(granted) }, speechOf('ja'))).toBe(
    'Person p1 にアカウント 123456789012 のオペレーターロールを付与しました',
  );
});

it('begins every sentence as one begins, also about oneself', () => {
  const speech = { ...speechOf('en'), who: () => 'you' };
  for (const kind of KINDS)
    for (const data of samplesOf(kind)) expect(eventWords({ kind, data: JSON.stringify(data) }, speech)).toMatch(/^[A-Z\d]/);
});

it('puts every kind into a group that has words', () => {
  expect(Object.keys(GROUP_OF).sort()).toEqual([...KINDS].sort());
  expect(KIND_GROUPS.flatMap(kindsOf).sort()).toEqual([...KINDS].sort());
  for (const messages of [en, ja]) expect(Object.keys(messages.groups).sort()).toEqual([...KIND_GROUPS].sort());
});
