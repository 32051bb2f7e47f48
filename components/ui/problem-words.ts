import type { useTranslations } from 'use-intl';
import type { Permission } from '@/lib/access/roles';
import type { AwsProblem } from '@/lib/aws-problem';
import { whyNot } from './why-not';

/** Anything that can be said by a code: a `Problem`, an `AwsProblem` inside one, the query layer's `offline`, or an action's own failure. */
export interface Tellable {
  readonly code: string;
}

/** A problem in words: title, what it means, what to do, AWS's own words. */
export interface ProblemWords {
  readonly title: string;
  readonly text: string;
  readonly todo?: string;
  readonly quote?: string;
  readonly encoded?: string;
}

type T = ReturnType<typeof useTranslations<'problems'>>;

const awsWords = (t: T, problem: AwsProblem): ProblemWords => {
  const quote = 'awsMessage' in problem ? { quote: problem.awsMessage } : {};
  // A problem that was stored by an earlier version does not say where its credentials came from.
  const told = { source: 'unknown', ...values(problem) };
  const base = { title: t(`aws.${problem.code}.title`, told), todo: t(`aws.${problem.code}.todo`, told), ...quote };
  if (problem.code !== 'access-denied') return { ...base, text: t(`aws.${problem.code}.text`, told) };
  const text =
    problem.resource === null
      ? t('aws.access-denied.text', { action: problem.action })
      : t('aws.access-denied.textOn', { action: problem.action, resource: problem.resource });
  return { ...base, text, ...(problem.encoded === null ? {} : { encoded: problem.encoded }) };
};

const values = (problem: Tellable): Record<string, string> =>
  Object.fromEntries(Object.entries(problem).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]));

const OWN = [
  'bad-input',
  'not-signed-in',
  'not-set-up',
  'sign-in-again',
  'factor-needed',
  'too-many',
  'foreign-request',
  'not-owner',
  'wrong-account',
  'conflict',
  'newer-plan',
  'broken-plan',
  'offline',
  'not-followed',
  'no-instance',
] as const;
/** Told by what was being done, and with what to do. */
const MIDST = ['internal', 'database-away'] as const;
const NOUNS = [
  'account',
  'region',
  'vault',
  'point',
  'resource',
  'job',
  'restore',
  'draft',
  'event',
  'approval',
  'approval-rule',
  'person',
  'saved-filter',
  'checklist-item',
] as const;

const permitted = (t: T, problem: Tellable): ProblemWords | null =>
  problem.code === 'not-permitted' && 'permission' in problem && 'ask' in problem
    ? { title: t('not-permitted.title'), text: whyNot(t, problem.permission as Permission, problem.ask as readonly string[]) }
    : null;

/** The words of a problem; `t` is the translator of `problems`. A code without words of its own is told as such. */
export const problemWords = (t: T, problem: Tellable): ProblemWords => {
  if (problem.code === 'aws' && 'problem' in problem) return awsWords(t, problem.problem as AwsProblem);
  if (problem.code === 'not-found' && 'what' in problem && 'id' in problem) {
    const noun = NOUNS.find((each) => each === problem.what);
    if (noun !== undefined) return { title: t('missing.title'), text: t(`missing.${noun}`, { id: String(problem.id), region: 'AWS' }) };
  }
  const midst = MIDST.find((each) => each === problem.code);
  if (midst !== undefined) {
    const told = values(problem);
    return { title: t(`${midst}.title`), text: t(`${midst}.text`, told as never), todo: t(`${midst}.todo`, told as never) };
  }
  const refused = permitted(t, problem);
  if (refused !== null) return refused;
  const own = OWN.find((each) => each === problem.code);
  return own === undefined
    ? { title: t('unknown.title'), text: t('unknown.text', { code: problem.code }) }
    : { title: t(`${own}.title`), text: t(`${own}.text`, values(problem)) };
};
