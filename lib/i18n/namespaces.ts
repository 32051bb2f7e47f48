import type { Locale } from './locale';
import type approvals from './messages/en/approvals.json';
import type attempt from './messages/en/attempt.json';
import type audit from './messages/en/audit.json';
import type backup from './messages/en/backup.json';
import type checkFile from './messages/en/check-file.json';
import type checklist from './messages/en/checklist.json';
import type checks from './messages/en/checks.json';
import type cli from './messages/en/cli.json';
import type common from './messages/en/common.json';
import type explain from './messages/en/explain.json';
import type factors from './messages/en/factors.json';
import type find from './messages/en/find.json';
import type finding from './messages/en/finding.json';
import type history from './messages/en/history.json';
import type jobs from './messages/en/jobs.json';
import type kit from './messages/en/kit.json';
import type lists from './messages/en/lists.json';
import type overview from './messages/en/overview.json';
import type people from './messages/en/people.json';
import type person from './messages/en/person.json';
import type points from './messages/en/points.json';
import type problems from './messages/en/problems.json';
import type record from './messages/en/record.json';
import type restore from './messages/en/restore.json';
import type settings from './messages/en/settings.json';
import type signIn from './messages/en/sign-in.json';
import type vaults from './messages/en/vaults.json';
import type waits from './messages/en/waits.json';
import type wayRun from './messages/en/way-run.json';
import type ways from './messages/en/ways.json';
import type work from './messages/en/work.json';

/** Every message, by namespace; the English files give the keys their types. */
export interface Messages {
  readonly approvals: typeof approvals;
  readonly attempt: typeof attempt;
  readonly audit: typeof audit;
  readonly backup: typeof backup;
  readonly 'check-file': typeof checkFile;
  readonly checklist: typeof checklist;
  readonly checks: typeof checks;
  readonly cli: typeof cli;
  readonly common: typeof common;
  readonly explain: typeof explain;
  readonly factors: typeof factors;
  readonly find: typeof find;
  readonly finding: typeof finding;
  readonly history: typeof history;
  readonly jobs: typeof jobs;
  readonly kit: typeof kit;
  readonly lists: typeof lists;
  readonly overview: typeof overview;
  readonly people: typeof people;
  readonly person: typeof person;
  readonly points: typeof points;
  readonly problems: typeof problems;
  readonly record: typeof record;
  readonly restore: typeof restore;
  readonly settings: typeof settings;
  readonly 'sign-in': typeof signIn;
  readonly vaults: typeof vaults;
  readonly waits: typeof waits;
  readonly 'way-run': typeof wayRun;
  readonly ways: typeof ways;
  readonly work: typeof work;
}

export type Namespace = keyof Messages;

/** All namespaces; `parity.test.ts` proves that both languages have a file for each and no other. */
export const NAMESPACES = [
  'approvals',
  'attempt',
  'audit',
  'backup',
  'check-file',
  'checklist',
  'checks',
  'cli',
  'common',
  'explain',
  'factors',
  'find',
  'finding',
  'history',
  'jobs',
  'kit',
  'lists',
  'overview',
  'people',
  'person',
  'points',
  'problems',
  'record',
  'restore',
  'settings',
  'sign-in',
  'vaults',
  'waits',
  'way-run',
  'ways',
  'work',
] as const satisfies readonly Namespace[];

/** Those that a browser asks for when it first needs them (`/api/words`): of parts that are loaded when wanted. */
export const LATER_NAMESPACES = [
  'checklist',
  'factors',
  'find',
  'lists',
  'points',
  'problems',
  'waits',
  'way-run',
] as const satisfies readonly Namespace[];
export type LaterNamespace = (typeof LATER_NAMESPACES)[number];

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
