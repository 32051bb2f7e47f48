import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import enChecks from '@/lib/i18n/messages/en/checks.json';
import jaChecks from '@/lib/i18n/messages/ja/checks.json';
import type { Messages } from '@/lib/i18n/namespaces';
import { diagnosticWords, fixWords, placeWords } from '@/lib/i18n/words';
import { checkRule } from '../check';
import { CODES } from '../codes';
import type { Diagnostic } from '../diagnostic';
import { indexFacts } from '../fact-index';
import { CASES, metadataOf } from './cases/all';
import { CONTEXT, FACTS, type RuleCase } from './cases/fixture';
import { toldFinding } from './cases/told';
import { SOURCES } from './sources';
import { RULES } from './table';

const given = indexFacts(FACTS);
/** What the rule of a case says of it, by itself: what others say of the same is theirs. */
const diagnosticsOf = (each: RuleCase): readonly Diagnostic[] => {
  const rule = RULES.find(({ id }) => id === each.rule);
  return rule === undefined
    ? []
    : checkRule(rule, metadataOf(each), each.facts === undefined ? given : indexFacts({ ...FACTS, ...each.facts }), {
        ...CONTEXT,
        ...each.context,
      });
};

const UNKNOWN = /^unknown-(denied|not-given|old|late|unreachable|throttled|expired-credentials|failed|undecided)$/;

const translators = [
  { locale: 'en' as const, checks: enChecks },
  { locale: 'ja' as const, checks: jaChecks },
].map(({ locale, checks }) =>
  createTranslator<Messages, 'checks'>({
    locale,
    messages: { checks } as Messages,
    namespace: 'checks' as never,
    onError: (error) => {
      throw error;
    },
  }),
);

describe.each(RULES.map((rule) => rule.id))('%s', (rule) => {
  const cases = CASES.filter((each) => each.rule === rule);

  it.each(cases.map((each) => [each.kind, each.name, each] as const))('%s: %s', (_kind, _name, each) => {
    const found = diagnosticsOf(each);
    expect(found.map(({ code, at }) => `${code} ${at}`).sort()).toEqual([...each.finds].sort());
  });

  // What a rule says of its cases is written down in full: whoever changes it runs this file with -u, and reads what became of `found/`.
  it('says of its cases what is written down', async () => {
    const text = cases.map((each) => {
      const found = diagnosticsOf(each);
      return `${each.kind}: ${each.name}\n${found.map(toldFinding).join('')}`;
    });
    await expect(text.join('')).toMatchFileSnapshot(`cases/found/${rule}.txt`);
  });

  it('has a case that passes, one that fails and one at the boundary', () => {
    expect(new Set(cases.map((each) => each.kind))).toEqual(new Set(['passes', 'fails', 'boundary']));
  });

  it('finds nothing but its own codes, and each of them in some case', () => {
    const found = new Set(cases.flatMap((each) => diagnosticsOf(each).map(({ code }) => code as string)));
    const own = [...found].filter((code) => !UNKNOWN.test(code));
    expect(own.sort()).toEqual([...CODES[rule]].sort());
  });

  it('has words in each language for everything that its cases find, with every parameter filled', () => {
    for (const each of cases)
      for (const diagnostic of diagnosticsOf(each))
        for (const t of translators) {
          const words = [diagnosticWords(t, diagnostic), placeWords(t, diagnostic.at), ...diagnostic.fixes.map((fix) => fixWords(t, fix))];
          for (const text of words) expect(text, `${diagnostic.rule} ${diagnostic.code}`).not.toMatch(/\{\w+\}|undefined|checks\./);
        }
  });
});

it('has one row for each rule, with its source', () => {
  expect(RULES.map((rule) => rule.id).sort()).toEqual(Object.keys(CODES).sort());
  expect(RULES.filter((rule) => SOURCES[rule.id] === '')).toEqual([]);
});
