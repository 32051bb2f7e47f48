import type { ExportedRestore } from '@/lib/db/repositories/history-export';
import { idIn, secondsOf } from './exported';

/** What JSON escapes in a text that comes from PostgreSQL, which has no half of a pair of surrogates. */
const ESCAPED = /["\\\p{Cc}]/u;

/** Most texts have nothing to be escaped, which costs less to see than `JSON.stringify` does. */
const text = (value: string | null): string => (value === null || ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`);

/** The members of an `ExportedEntry`, each as JSON. */
const MEMBERS: readonly (readonly [name: string, json: (restore: ExportedRestore) => string | number | boolean | null])[] = [
  ['id', (restore) => text(restore.id)],
  ['account', (restore) => text(restore.account)],
  ['region', (restore) => text(restore.region)],
  ['origin', (restore) => text(restore.origin)],
  ['startedBy', (restore) => text(restore.startedBy)],
  ['startedByName', (restore) => text(restore.startedByName)],
  ['startedAt', (restore) => text(restore.startedAt)],
  ['endedAt', (restore) => text(restore.endedAt)],
  ['durationSeconds', secondsOf],
  ['outcome', (restore) => text(restore.outcome)],
  ['resourceArn', (restore) => text(restore.resourceArn)],
  ['resourceId', (restore) => text(idIn(restore.resourceArn))],
  ['resourceName', (restore) => text(restore.resourceName)],
  ['recoveryPointArn', (restore) => text(restore.recoveryPointArn)],
  ['vault', (restore) => text(restore.vault)],
  ['asked', (restore) => restore.asked],
  ['jobId', (restore) => text(restore.jobId)],
  ['createdResourceArn', (restore) => text(restore.createdResourceArn)],
  ['createdResourceId', (restore) => text(idIn(restore.createdResourceArn))],
  ['addressesMatch', (restore) => restore.addressesMatch],
  ['awsMessage', (restore) => text(restore.awsMessage)],
  ['reason', (restore) => text(restore.reason)],
  ['ticket', (restore) => text(restore.ticket)],
  ['notes', (restore) => restore.notes],
  ['approvalId', (restore) => text(restore.approvalId)],
  ['withoutApproval', (restore) => text(restore.withoutApproval)],
  ['noteTexts', (restore) => restore.noteTexts],
];

/** Each with what stands before it. */
const NAMED = MEMBERS.map(([name, json], i) => ({ before: `${i === 0 ? '{' : ','}"${name}":`, json }));

/** A restore as the JSON text of an `ExportedEntry`, in one line. */
export const jsonOf = (restore: ExportedRestore): string => {
  let line = '';
  for (const { before, json } of NAMED) line += before + json(restore);
  return `${line}}`;
};
