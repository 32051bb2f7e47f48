import { drizzle } from 'drizzle-orm/node-postgres';
import type { Client } from 'pg';
import type { SealedEvent } from '@/lib/record/event';
import type { ChainEnd } from '@/lib/record/export-format';
import type { NewEvent } from '@/lib/record/kinds';
import { storedEvent } from '@/lib/record/stored-event';
import { appendEvents } from './repositories/events';

const PAGE = 1_000;
/** The smallest bigint: also a number that no event should have is read. */
const BEFORE_ALL = '-9223372036854775808';

interface EventRow {
  readonly chain: string;
  readonly seq: string;
  readonly at: Date;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly data: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/** The record as one moment had it. */
export interface RecordSnapshot {
  /** Where each chain ends, in the order of an export. */
  readonly chains: readonly ChainEnd[];
  /** The events of those chains, in that order; to be read before the snapshot ends. */
  readonly events: AsyncIterable<SealedEvent>;
}

const sealedOf = ({ seq, at, previous_hash: previousHash, ...row }: EventRow): SealedEvent =>
  storedEvent({ ...row, seq: Number(seq), at: at instanceof Date ? at.toISOString() : String(at), previousHash });

const endsOf = async (client: Client, selection: string | null): Promise<readonly ChainEnd[]> => {
  const { rows } = await client.query<{ chain: string; seq: string; hash: string }>(
    `select last.chain, last.seq, events.hash
       from (select chain, max(seq) as seq from events where $1::text is null or chain = $1 group by chain) last
       join events using (chain, seq)`,
    [selection],
  );
  return rows
    .map(({ chain, seq, hash }) => ({ chain, seq: Number(seq), hash }))
    .sort((a, b) => (a.chain < b.chain ? -1 : a.chain > b.chain ? 1 : 0));
};

/** Page after page by key: no page is slower than the one before it. */
async function* eventsOf(client: Client, chains: readonly ChainEnd[]): AsyncGenerator<SealedEvent> {
  for (const { chain } of chains) {
    let after = BEFORE_ALL;
    for (;;) {
      const { rows } = await client.query<EventRow>({
        name: 'events-page',
        text: `select chain, seq, at, actor, kind, subject, data, previous_hash, hash from events
                where chain = $1 and seq > $2 order by seq limit ${PAGE}`,
        values: [chain, after],
      });
      for (const row of rows) yield sealedOf(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) break;
      after = last.seq;
    }
  }
}

/** The record as it is now, all of it or one chain, for as long as the client's transaction lasts, which this begins; what is added meanwhile is not in it. */
export const openRecord = async (client: Client, selection: string | null): Promise<RecordSnapshot> => {
  await client.query('begin isolation level repeatable read, read only');
  const chains = await endsOf(client, selection);
  return { chains, events: eventsOf(client, chains) };
};

/** Runs `work` on the record as it is now, as `openRecord` gives it. */
export const withRecord = async <T>(
  client: Client,
  selection: string | null,
  work: (snapshot: RecordSnapshot) => Promise<T>,
): Promise<T> => {
  try {
    return await work(await openRecord(client, selection));
  } finally {
    await client.query('rollback');
  }
};

/** Appends one event to a chain, in a transaction of its own. */
export const appendEvent = (client: Client, chain: string, event: NewEvent): Promise<void> =>
  drizzle({ client }).transaction((tx) => appendEvents(tx, chain, [event]));
