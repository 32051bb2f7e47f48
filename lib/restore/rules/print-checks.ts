import { CODES, type RuleId } from '../codes';
import { AWS_TEXTS } from './aws-texts';
import type { Rule } from './rule';
import { SOURCES } from './sources';

/** What a rule's row says in words; the caller has the messages. */
export interface RuleWords {
  readonly title: (rule: RuleId) => string;
  readonly severity: (severity: Rule['severity']) => string;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Links to sections of docs/aws-facts.md, which has an anchor for each: `facts 1.1, 1.2`. Of section 8 each open question counts as one. */
const linked = (text: string): string =>
  text.replace(/\bfacts (\d+(?:\.\d+)?(?:, \d+(?:\.\d+)?)*)/g, (_, list: string) =>
    list
      .split(', ')
      .map((section) => `[facts ${section}](aws-facts.md#s${section.replace('.', '-').replace(/^8-.*/, '8')})`)
      .join(', '),
  );

/** The section that has the table of all V rules, or of all F rules. */
const TABLES: Readonly<Record<string, string>> = { V: 'facts 3', F: 'facts 4' };

const sourceOf = ({ id }: Rule): string => {
  const table = TABLES[id.charAt(0)];
  return linked(cell(table === undefined ? SOURCES[id] : `${SOURCES[id]}; ${table}`));
};

const row = (rule: Rule, words: RuleWords): string => {
  const calls = rule.needs.length === 0 ? '–' : rule.needs.map((call) => `\`${call}\``).join(', ');
  const prevented = (AWS_TEXTS[rule.id] ?? []).map((text) => `“${text}”`).join('<br>') || '–';
  const codes = CODES[rule.id].map((code) => `\`${code}\``).join(' ');
  return `| ${[rule.id, words.severity(rule.severity), cell(words.title(rule.id)), codes, calls, sourceOf(rule), cell(prevented)].join(' | ')} |`;
};

const byId = (a: Rule, b: Rule): number => a.id.charCodeAt(0) - b.id.charCodeAt(0) || Number(a.id.slice(1)) - Number(b.id.slice(1));

/** The text of docs/checks.md: one row for each rule of the table, in the order of their numbers. */
export const printChecks = (rules: readonly Rule[], words: RuleWords): string => `# What is checked before a restore is started

This page is printed from the table of rules (\`lib/restore/rules/table.ts\`) by \`npm run docs:checks\`; a test fails when it is stale. Do not edit it by hand.

- V rules are about the network interfaces, F rules about what surrounds a restore, J rules about reading the input and the values of single keys.
- An **error** stops the start: AWS would refuse the restore, or it would not work. A **warning** asks for thought. A **note** says something that one should know.
  The severity is the rule's own; a few findings of a rule are milder or harder.
- A rule whose call has no answer (a missing permission, a missing file, AWS not reachable) says **unknown** and never passes in silence.
- Codes are what \`bin/rehome check --json\` and the history call a finding.
- AWS's own words are given where the documentation or people's reports quote them.
- “Facts” are the sections of [aws-facts.md](aws-facts.md), which links AWS's pages.

| rule | severity | asks that | codes | calls it needs | source | what AWS would say |
| --- | --- | --- | --- | --- | --- | --- |
${[...rules]
  .sort(byId)
  .map((rule) => row(rule, words))
  .join('\n')}
`;
