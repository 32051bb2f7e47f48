import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { type ChainHead, EMPTY } from '@/lib/record/event';
import { EVENT_KINDS } from '@/lib/record/kinds';
import { db } from '../client';
import { events } from '../schema/record';

/** All given conditions hold. */
export interface AuditConditions {
  /** The chains that one may see; an event of another is never found. */
  readonly chains: readonly string[];
  readonly kinds?: readonly string[] | undefined;
  /** Events by this person, and those about them. */
  readonly person?: string | undefined;
  /** Ids of what it is about; one of them. */
  readonly subjects?: readonly string[] | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly before?: Date | undefined;
}

/** The last row of a page: the next page begins behind it. */
export interface AuditKey {
  readonly at: Date;
  readonly chain: string;
  readonly seq: number;
}

/** An event as it stands in the record, hash and all. `data` is the canonical JSON. */
export type AuditRow = typeof events.$inferSelect;

const list = (texts: readonly string[]): SQL => sql`${sql.param([...texts])}::text[]`;

/** Newest first in all chains together. */
const order = (e: string): SQL => sql.raw(`${e}.at desc, ${e}.chain desc, ${e}.seq desc`);

const inTime = ({ from, before }: AuditConditions, after: AuditKey | null): SQL => {
  const conditions = [
    ...(from === undefined ? [] : [sql`e.at >= ${from.toISOString()}::timestamptz`]),
    ...(before === undefined ? [] : [sql`e.at < ${before.toISOString()}::timestamptz`]),
    // The first of the two is what an index in order of time begins at; the second leaves out the rest of that moment.
    ...(after === null
      ? []
      : [
          sql`e.at <= ${after.at.toISOString()}::timestamptz`,
          sql`(e.at, e.chain, e.seq) < (${after.at.toISOString()}::timestamptz, ${after.chain}, ${after.seq}::bigint)`,
        ]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
};

/**
 * The newest of each source by its own walk through an index, then the newest of them all: PostgreSQL has no way to walk an index in order of time for several
 * chains or kinds at once, and would read all events of them instead.
 */
const newestOf = (sources: SQL, condition: SQL, limit: number): SQL =>
  sql`select found.* from ${sources} cross join lateral (select * from events e where ${condition} order by ${order('e')} limit ${limit}) found`;

/** By chain, kind and actor, as far as each is given. */
const byPlace = (wanted: AuditConditions, time: SQL, limit: number): SQL => {
  const chains = sql`unnest(${list(wanted.chains)}) as c(chain)`;
  const { kinds, person } = wanted;
  if (kinds === undefined && person === undefined) return newestOf(chains, sql`e.chain = c.chain and ${time}`, limit);
  const pairs = sql`${chains} cross join unnest(${list(kinds ?? Object.keys(EVENT_KINDS))}) as k(kind)`;
  const actor = person === undefined ? sql`true` : sql`e.actor = ${person}`;
  return newestOf(pairs, sql`e.chain = c.chain and e.kind = k.kind and ${actor} and ${time}`, limit);
};

/** By what it is about; all other conditions are asked of each. */
const bySubject = (wanted: AuditConditions, subjects: readonly string[], actor: SQL, time: SQL, limit: number): SQL => {
  const kinds = wanted.kinds === undefined ? sql`true` : sql`e.kind = any(${list(wanted.kinds)})`;
  return newestOf(
    sql`unnest(${list(subjects)}) as s(subject)`,
    sql`e.subject = s.subject and e.chain = any(${list(wanted.chains)}) and ${kinds} and ${actor} and ${time}`,
    limit,
  );
};

const sourceOf = (wanted: AuditConditions, time: SQL, limit: number): SQL => {
  const { person, subjects } = wanted;
  if (subjects !== undefined) {
    const actor = person === undefined ? sql`true` : sql`(e.actor = ${person} or e.subject = ${person})`;
    return bySubject(wanted, subjects, actor, time, limit);
  }
  const mine = byPlace(wanted, time, limit);
  if (person === undefined) return mine;
  const about = bySubject(wanted, [person], sql`e.actor <> ${person}`, time, limit);
  return sql`(${mine}) union all (${about})`;
};

/** The newest `limit` events behind `after` that meet the conditions, newest first. */
export const findEvents = async (wanted: AuditConditions, after: AuditKey | null, limit: number): Promise<readonly AuditRow[]> => {
  if (wanted.chains.length === 0 || wanted.kinds?.length === 0 || wanted.subjects?.length === 0) return [];
  const source = sourceOf(wanted, inTime(wanted, after), limit);
  const query = sql`select chain, seq, at, actor, kind, subject, data, previous_hash as "previousHash", hash
    from (${source}) f order by ${order('f')} limit ${limit}`;
  const { rows } = await db().execute<{ [K in keyof AuditRow]: AuditRow[K] }>(query);
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: new Date(row.at) }));
};

/** One event, by its place; null where the chain has none there. */
export const readEvent = async (chain: string, seq: number): Promise<AuditRow | null> => {
  const rows = await db().select().from(events).where(sql`${events.chain} = ${chain} and ${events.seq} = ${seq}`).limit(1);
  return rows[0] ?? null;
};

/** Every chain with its last event, by name: from one chain to the next in the index, however long each is. */
export const readHeads = async (): Promise<
  readonly { readonly chain: string; readonly seq: number; readonly hash: string; readonly at: Date }[]
> => {
  const { rows } = await db().execute<{ chain: string; seq: string; hash: string; at: string }>(sql`
    with recursive names(chain) as (
      select min(chain) from events
      union all select (select min(chain) from events where chain > names.chain) from names where names.chain is not null)
    select last.chain, last.seq, last.hash, last.at from names
      cross join lateral (select chain, seq, hash, at from events where events.chain = names.chain order by seq desc limit 1) last
      order by last.chain`);
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: new Date(row.at) }));
};

/** The ids of the restores that AWS's job `jobId` belongs to, in whatever account and region: an event tells of a restore by its id. */
export const restoresOfJob = async (jobId: string): Promise<readonly string[]> => {
  const { rows } = await db().execute<{ id: string }>(sql`
    select restores.id from place_versions
      join restores on restores.account = place_versions.account and restores.region = place_versions.region and restores.job_id = ${jobId}`);
  return rows.map(({ id }) => id);
};

/** The events of a chain behind `seq`, in order, at most `limit`. */
export const eventsAfter = (chain: string, seq: number, limit: number): Promise<readonly AuditRow[]> =>
  db().select().from(events).where(sql`${events.chain} = ${chain} and ${events.seq} > ${seq}`).orderBy(events.seq).limit(limit);

/** Where a chain ends; `EMPTY` where there is none. */
export const headOf = async (chain: string): Promise<ChainHead> => {
  const rows = await db()
    .select({ seq: events.seq, hash: events.hash })
    .from(events)
    .where(sql`${events.chain} = ${chain}`)
    .orderBy(sql`${events.seq} desc`)
    .limit(1);
  return rows[0] ?? EMPTY;
};

/** Everybody who did anything in these chains, by id, in order: from one person to the next in the index, however many events each has. */
export const actorsOf = async (chains: readonly string[]): Promise<readonly string[]> => {
  const next = (after: SQL): SQL => sql`(select min(actor) from events where events.chain = c.chain and actor > ${after})`;
  const { rows } = await db().execute<{ actor: string }>(sql`
    select distinct found.actor from unnest(${list(chains)}) as c(chain) cross join lateral (
      with recursive names(actor) as (
        select ${next(sql`''`)} union all select ${next(sql`names.actor`)} from names where names.actor is not null)
      select actor from names where actor is not null) found
    order by found.actor`);
  return rows.map(({ actor }) => actor);
};
