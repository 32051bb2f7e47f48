import { diagnosticWords, fixWords, placeWords } from '@/lib/i18n/words';
import { countBySeverity } from '@/lib/restore/check';
import type { Diagnostic, Evidence, Severity } from '@/lib/restore/diagnostic';
import type { RestoreInput } from '@/lib/restore/import/input';
import { type ValueFault, valueFaults } from '@/lib/restore/import/value-faults';
import { pointerStep } from '@/lib/restore/json';
import type { Words } from './words';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'unknown', 'info'];
const RULE_WIDTH = 5;

/** One array, a finding on each line. */
export const findingsJson = (words: Words, findings: readonly Diagnostic[]): string => {
  const checks = words.checks();
  const lines = findings.map((finding) => {
    const { rule, severity, at, params } = finding;
    return `  ${JSON.stringify({ rule, severity, at, params, message: diagnosticWords(checks, finding) })}`;
  });
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
};

/** `2026-11-25 03:31 UTC` */
const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

const evidenceLine = (words: Words, { source, asOf }: Evidence): readonly string[] =>
  source === 'request' || asOf === null ? [] : [words.cli('evidence', { source, asOf: minute(asOf) })];

const closingLine = (words: Words, file: string, findings: readonly Diagnostic[]): string => {
  const { error, warning, unknown, info } = countBySeverity(findings);
  const values = { file, warnings: warning, unknown, notes: info };
  return error === 0 ? words.cli('closing.none', values) : words.cli('closing.errors', { ...values, errors: error });
};

/** Where in a value its JSON breaks, under the finding that it does. */
const faultLine = (words: Words, faults: readonly ValueFault[], finding: Diagnostic): readonly string[] => {
  const found = finding.code === 'not-json' ? faults.find(({ key }) => finding.at === pointerStep(key)) : undefined;
  if (found === undefined) return [];
  const text = words.importProblem()(`problem.${found.fault.code}`, { found: found.fault.found });
  return [words.cli('valueFault', { number: found.fault.offset + 1, text })];
};

/**
 * What a person reads: findings by severity, each with rule, place, words, evidence and remedies; last the counts.
 * @param pointers whether places are told as JSON pointers besides
 */
export const findingsText = (
  words: Words,
  file: string,
  findings: readonly Diagnostic[],
  input: Pick<RestoreInput, 'metadata' | 'ignored'>,
  pointers: boolean,
): string => {
  const { ignored } = input;
  const faults = valueFaults(input.metadata);
  const checks = words.checks();
  const indent = ' '.repeat(RULE_WIDTH + 2);
  const block = (finding: Diagnostic): string => {
    const place = placeWords(checks, finding.at) + (pointers && finding.at !== '' ? `  ${finding.at}` : '');
    const remedies = finding.fixes.map((fix) => fixWords(checks, fix)).join(' · ');
    const lines = [
      `  ${finding.rule.padEnd(RULE_WIDTH)}${place}`,
      `${indent}${diagnosticWords(checks, finding)}`,
      ...faultLine(words, faults, finding).map((line) => indent + line),
      ...evidenceLine(words, finding.evidence).map((line) => indent + line),
      ...(remedies === '' ? [] : [indent + words.cli('remedies', { list: remedies })]),
    ];
    return lines.join('\n');
  };
  const groups = SEVERITIES.flatMap((severity) => {
    const own = findings.filter((finding) => finding.severity === severity);
    return own.length === 0 ? [] : [`${words.cli(`groups.${severity}`, { count: own.length })}\n\n${own.map(block).join('\n\n')}\n`];
  });
  const aside = ignored.length === 0 ? [] : [`${words.cli('ignored', { list: ignored.join(', ') })}\n`];
  return `${[...groups, ...aside, closingLine(words, file, findings)].join('\n')}\n`;
};
