import type { ExportedRestore } from '@/lib/db/repositories/history-export';
import { idIn, secondsOf } from './exported';

const text = (value: string | null): string => JSON.stringify(value);

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

/** A restore as the JSON text of an `ExportedEntry`, in one line. */
export const jsonOf = (restore: ExportedRestore): string => `{${MEMBERS.map(([name, json]) => `"${name}":${json(restore)}`).join(',')}}`;
