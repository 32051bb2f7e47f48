import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AwsProblem } from '@/lib/aws-problem';
import type { RunKind, RunMode, RunState, RunStep, RunSubject } from '@/lib/restore/way-run/run';
import type { BeforeEnd } from '@/lib/restore/ways/way';
import { instant } from './instant';

/** A step as it is stored: since when it is in its state, and by whom. */
export interface StoredStep extends RunStep {
  readonly since: string | null;
  /** Who did it: a person, `rehome`, or `null` where a look at EC2 showed it. */
  readonly by: string | null;
  /** As they were when the way was begun: the command that does it, the page where it is done, and the command that takes it back. */
  readonly command: string | null;
  readonly link: string | null;
  readonly undo: string | null;
}

/** A fresh backup of the original that is made before it is terminated. */
export interface StoredBackup {
  readonly jobId: string;
  /** AWS's word: `CREATED`, `RUNNING`, `COMPLETED`, `FAILED`, … */
  readonly state: string;
  readonly startedAt: string;
}

/** Ways to an address that are gone, or were: what each is about, how far it is, and what keeps it. */
export const wayRuns = pgTable(
  'way_runs',
  {
    id: uuid('id').primaryKey(),
    connection: text('connection').notNull(),
    account: text('account').notNull(),
    region: text('region').notNull(),
    /** Who began it, and on whose behalf Rehome acts. */
    actor: text('actor').notNull(),
    draftId: uuid('draft_id').notNull(),
    /** The revision that its edit of the plan made; `null` where it made none. Only this one is taken back. */
    editRevision: integer('edit_revision'),
    kind: text('kind').$type<RunKind>().notNull(),
    mode: text('mode').$type<RunMode>().notNull(),
    state: text('state').$type<RunState>().notNull(),
    subject: jsonb('subject').$type<RunSubject>().notNull(),
    interfaceId: text('interface_id').notNull(),
    /** What people call the original: what is typed before it is terminated. */
    name: text('name').notNull(),
    resourceArn: text('resource_arn'),
    steps: jsonb('steps').$type<readonly StoredStep[]>().notNull(),
    /** What was found out before anything was done. */
    before: jsonb('before').$type<readonly BeforeEnd[]>().notNull(),
    /** When that was read last; `null`: when the way was begun. */
    beforeAt: instant('before_at'),
    /** What of it was not as it was when it was read again, so that the name has to be typed once more. */
    beforeChanged: jsonb('before_changed').$type<readonly BeforeEnd['code'][]>().notNull().default([]),
    confirmedBy: text('confirmed_by'),
    confirmedAt: instant('confirmed_at'),
    backup: jsonb('backup').$type<StoredBackup>(),
    /** What keeps the step back that is next. */
    blocked: text('blocked'),
    /** Why the last look, or the last call, came to nothing; and when it was tried. */
    problem: jsonb('problem').$type<AwsProblem>(),
    triedAt: instant('tried_at'),
    lookedAt: instant('looked_at'),
    /** When a step last changed. */
    movedAt: instant('moved_at').notNull(),
    /** Who may look and act now, and until when. */
    leaseHolder: uuid('lease_holder'),
    leaseUntil: instant('lease_until'),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
  },
  (t) => [
    uniqueIndex('way_runs_open').on(t.draftId).where(sql`${t.state} in ('open', 'undoing') and ${t.kind} <> 'hold-address'`),
    // Two ways would pull one interface to two sides. An address that is held is written in its place.
    uniqueIndex('way_runs_interface').on(t.account, t.region, t.interfaceId).where(sql`${t.state} in ('open', 'undoing')`),
    index('way_runs_draft').on(t.draftId, t.createdAt),
    index('way_runs_place').on(t.account, t.region, t.createdAt),
  ],
);
