import type { Fix } from '../diagnostic';
import { pointerStep } from '../json';
import { knownKey } from '../keys';
import { unknownMembersOf } from '../known-members';
import { opened } from '../request';
import { numberOf, type Rule, type RuleInput, removeKey } from './rule';

/** The last step of a pointer that is not a position, unescaped: the key or member for people. */
const nameIn = (at: string): string =>
  at
    .replace(/(?!^)(?:\/\d+)+$/, '')
    .replace(/^.*\//, '')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');

const readable = ({ request, report }: RuleInput): void => {
  for (const problem of request.problems) {
    const value = problem.code === 'not-a-flag' ? { value: valueAt(request.nics, problem.at) } : {};
    const key = nameIn(problem.at);
    report({ code: problem.code, at: problem.at, params: { key, ...value }, fixes: problem.code === 'null-value' ? [removeKey(key)] : [] });
  }
  for (const [name, text] of Object.entries(request.metadata))
    if (knownKey(name)?.format === 'boolean' && text !== '' && !/^(true|false)$/i.test(text))
      report({ code: 'not-a-flag', at: pointerStep(name), params: { key: name, value: text } });
};

/** What stands at a place within the interfaces, as text. */
const valueAt = (nics: RuleInput['request']['nics'], at: string): string => {
  const [, , ...steps] = at.split('/');
  let value: unknown = nics.map(({ members }) => members);
  for (const step of steps) value = (value as Readonly<Record<string, unknown>>)[step];
  return String(JSON.stringify(value));
};

const unknownMembers = ({ request, report }: RuleInput): void => {
  for (const nic of request.nics)
    for (const { at, names } of unknownMembersOf('NetworkInterfaces', nic.members, nic.at))
      report({ code: 'unknown-member', at, params: { members: names.join(', '), number: numberOf(nic) } });
  for (const key of Object.keys(request.metadata)) {
    const known = knownKey(key);
    if (known === null || known.treatment === 'interfaces' || !known.format.startsWith('json')) continue;
    for (const { at, names } of unknownMembersOf(known.name, opened(request, key), pointerStep(key)))
      report({ code: 'unknown-member-of-key', at, params: { members: names.join(', '), key } });
  }
};

/** A text that is written anew is UTF-8, and JSON as the AWS CLI takes it. */
const WRITE_ANEW: Fix = { code: 'write-anew', params: {}, commands: [] };

/** What only whoever wrote the file can fill in. */
const ONE_MUST_SAY: readonly string[] = ['placeholder', 'filled-by-shell', 'not-an-arn'];

const asItStands = ({ context, report }: RuleInput): void => {
  for (const { code, severity, at, params } of context.notes)
    report({ code, severity, at, params, fixes: ONE_MUST_SAY.includes(code) ? [] : [WRITE_ANEW] });
};

/** Rules of reading the input at all. */
export const READING_RULES: readonly Rule[] = [
  { id: 'J1', severity: 'error', needs: [], check: readable },
  { id: 'J7', severity: 'info', needs: [], check: unknownMembers },
  { id: 'J9', severity: 'warning', needs: [], check: asItStands },
];
