import type { ExportedRestore } from '@/lib/db/repositories/history-export';
import { idIn, secondsOf } from './exported';
import type { ExportedEntry } from './views';

/**
 * A spreadsheet takes a cell that begins so for a formula; an apostrophe makes it text (OWASP, CSV injection). Some skip what is white before the sign, and some
 * take the full-width signs of a Japanese keyboard for it.
 */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** Neither a formula nor to be quoted: most cells are such, which one look tells. */
const PLAIN = /^[A-Za-z0-9](?:[^",\r\n]*[^",\s])?$/;

/** One cell: never a formula, quoted where it must be (RFC 4180). */
export const csvCell = (value: string | number | null): string => {
  if (value === null) return '';
  const text = String(value);
  if (PLAIN.test(text)) return text;
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const COLUMNS: readonly (readonly [name: string, value: (entry: ExportedRestore) => string | number | null])[] = [
  ['restore_id', (entry) => entry.id],
  ['account', (entry) => entry.account],
  ['region', (entry) => entry.region],
  ['origin', (entry) => entry.origin],
  ['started_by', (entry) => entry.startedBy],
  ['started_by_name', (entry) => entry.startedByName],
  ['reason', (entry) => entry.reason],
  ['ticket', (entry) => entry.ticket],
  ['started_at', (entry) => entry.startedAt],
  ['ended_at', (entry) => entry.endedAt],
  ['duration_seconds', secondsOf],
  ['outcome', (entry) => entry.outcome],
  ['resource_id', (entry) => idIn(entry.resourceArn)],
  ['resource_name', (entry) => entry.resourceName],
  ['resource_arn', (entry) => entry.resourceArn],
  ['vault', (entry) => entry.vault],
  ['recovery_point_arn', (entry) => entry.recoveryPointArn],
  ['addresses', (entry) => addressesText(entry.asked)],
  ['addresses_match', (entry) => (entry.addressesMatch === null ? 'unknown' : entry.addressesMatch ? 'yes' : 'no')],
  ['restore_job_id', (entry) => entry.jobId],
  ['created_resource_id', (entry) => idIn(entry.createdResourceArn)],
  ['aws_message', (entry) => entry.awsMessage],
  ['notes', (entry) => (entry.notes === 0 ? null : notesText(entry.noteTexts))],
  ['approval_id', (entry) => entry.approvalId],
  ['started_without_approval_because', (entry) => entry.withoutApproval],
];

/** `0:primary:10.1.10.100`, so that a cell can be split again. */
const addressText = ({ deviceIndex, role, address }: ExportedEntry['asked'][number]): string =>
  `${deviceIndex}:${role}:${address ?? 'automatic'}`;

const addressesText = (asked: string): string => (JSON.parse(asked) as ExportedEntry['asked']).map(addressText).join(' ');

const notesText = (noteTexts: string): string =>
  (JSON.parse(noteTexts) as ExportedEntry['noteTexts'])
    .map(({ at, author, authorName, text }) => `${at} ${authorName ?? author}: ${text}`)
    .join('\n');

/** The byte order mark tells Excel that the file is UTF-8. */
const BOM = '\uFEFF';
const LINE = '\r\n';

/** The first line of the file. */
export const csvHead = (): string => BOM + COLUMNS.map(([name]) => csvCell(name)).join(',') + LINE;

/** One restore as a line. */
export const csvLine = (entry: ExportedRestore): string => COLUMNS.map(([, value]) => csvCell(value(entry))).join(',') + LINE;
