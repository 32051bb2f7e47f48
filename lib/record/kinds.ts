import { z } from 'zod';
import { APPROVAL_KINDS } from './approval-kinds';
import { PEOPLE_KINDS } from './people-kinds';
import { WAIT_KINDS } from './wait-kinds';
import { WAY_KINDS } from './way-kinds';

const id = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime({ precision: 3 });
const address = z.strictObject({ subnetId: z.string(), address: z.string() });
const attempt = { restoreId: id, attemptId: id };
/** A task of the background. Region, attempt and subject (what of the inventory) as far as its kind has them; all `null` where its data was of another version. */
const task = {
  taskId: id,
  queue: z.string(),
  was: z.enum(['failed', 'retrying', 'waiting']),
  region: z.string().nullable(),
  attemptId: id.nullable(),
  subject: z.string().nullable(),
};

/**
 * Every kind of event with what its data holds; a new kind is one new row. Data is kept for good and is exported, so it holds no secret (of metadata only
 * its SHA-256), no person's name, and no text that somebody may want deleted (of a note only its SHA-256).
 * What is written stays as it was: a row may gain optional members, and never loses or changes one.
 */
export const EVENT_KINDS = {
  'restore-started': z.strictObject({
    restoreId: id,
    region: z.string(),
    recoveryPointArn: z.string(),
    vault: z.string(),
    resourceArn: z.string().nullable(),
    roleArn: z.string().nullable(),
    /** Of the canonical JSON of the metadata that AWS is given. */
    metadataSha256: hash,
    claims: z.array(address),
    /** The warnings and unknowns that the person accepted. */
    accepted: z.array(z.strictObject({ rule: z.string(), code: z.string(), at: z.string() })),
    reason: z.string().nullable(),
    ticket: z.string().nullable(),
  }),
  'attempt-started': z.strictObject({ ...attempt, jobId: id }),
  'attempt-refused': z.strictObject({ ...attempt, code: z.string() }),
  'attempt-absent': z.strictObject({ ...attempt, listBegunAt: instant, lastSendingAt: instant }),
  /** No list that AWS may still give can tell whether it was started. */
  'attempt-forgotten': z.strictObject({ ...attempt, listBegunAt: instant, lastSendingAt: instant }),
  'attempt-adopted': z.strictObject({ ...attempt, jobId: id, was: z.enum(['open', 'started', 'refused', 'absent', 'forgotten']) }),
  'attempt-unanswered': z.strictObject({ ...attempt, cause: z.string() }),
  'job-status-changed': z.strictObject({
    region: z.string(),
    jobId: id,
    restoreId: id.nullable(),
    from: z.string().nullable(),
    to: z.string(),
    message: z.string().nullable(),
    createdResourceArn: z.string().nullable(),
  }),
  'restore-verified': z.strictObject({
    restoreId: id,
    jobId: id,
    instanceId: z.string().nullable(),
    outcome: z.string(),
    addresses: z.array(address),
  }),
  /** Of a restore that is under way already: one from elsewhere, or one of ours that turned up late. Only what nobody else had. A start's own stand in `restore-started`. */
  'claims-taken': z.strictObject({ restoreId: id, claims: z.array(address), cause: z.enum(['seen-elsewhere', 'adopted']) }),
  'claims-released': z.strictObject({ restoreId: id, claims: z.array(address), cause: z.string() }),
  'note-added': z.strictObject({ restoreId: id, noteId: id, textSha256: hash }),
  'note-edited': z.strictObject({ restoreId: id, noteId: id, textBeforeSha256: hash, textSha256: hash }),
  /** `shown`: what AWS showed of the item then, and `source` by which call; null where no call can tell. */
  'checklist-ticked': z.strictObject({
    restoreId: id,
    item: z.string(),
    state: z.enum(['done', 'not-applicable', 'open']),
    shown: z.enum(['open', 'done', 'not-applicable', 'unknown']),
    source: z.string().nullable(),
  }),
  /** A recovery kit was taken: with it the restore can be started without the console. `requestSha256` is of what the plan would send. */
  'kit-downloaded': z.strictObject({
    draftId: id,
    revision: z.int(),
    region: z.string(),
    recoveryPointArn: z.string(),
    requestSha256: hash,
    approval: z.enum(['not-needed', 'given', 'missing']),
    ways: z.array(z.string()),
  }),
  'history-exported': z.strictObject({
    format: z.enum(['record', 'csv', 'json']),
    /** The chains, or the filter, that was exported; null for everything. */
    selection: z.string().nullable(),
    /** How many restores it holds, as far as they were counted when it began; `more`: or more than that. Of exports from the browser. */
    rows: z.int().optional(),
    more: z.boolean().optional(),
  }),
  'backup-made': z.strictObject({ product: z.string() }),
  /** `createdAt`, `product`: when the backup was made, and by which version. What was recorded between then and now is not in this database. */
  'backup-restored': z.strictObject({ createdAt: instant, product: z.string(), rows: z.int() }),
  'settings-changed': z.strictObject({ name: z.string(), from: z.json(), to: z.json() }),
  /** A person had it carried out now, or again. */
  'task-run-again': z.strictObject(task),
  'task-discarded': z.strictObject(task),
  /** What was deleted because the settings say so; counts only. */
  'retention-applied': z.strictObject({
    restores: z.int(),
    drafts: z.int(),
    jobs: z.int(),
    inventoryRows: z.int(),
    approvals: z.int().optional(),
    waits: z.int().optional(),
    ways: z.int().optional(),
  }),
  'draft-discarded': z.strictObject({ draftId: id, region: z.string(), recoveryPointArn: z.string() }),
  'external-restore-seen': z.strictObject({
    region: z.string(),
    jobId: id,
    recoveryPointArn: z.string().nullable(),
    status: z.string(),
    /** Always empty: what it claims is known once its metadata was read, and is told by `claims-taken`. */
    claims: z.array(address),
  }),
  ...PEOPLE_KINDS,
  ...APPROVAL_KINDS,
  ...WAIT_KINDS,
  ...WAY_KINDS,
} as const satisfies Record<string, z.ZodType>;

export type EventKind = keyof typeof EVENT_KINDS;

/** What the data of an event of kind `K` holds. */
export type EventData<K extends EventKind> = z.infer<(typeof EVENT_KINDS)[K]>;

/** An event before it has its place in a chain. */
export type NewEvent = {
  readonly [K in EventKind]: {
    readonly at: Date;
    readonly actor: string;
    readonly kind: K;
    readonly subject: string | null;
    readonly data: EventData<K>;
  };
}[EventKind];
