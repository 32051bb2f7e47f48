import { desc, eq, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { canonicalJson } from '@/lib/record/canonical-json';
import { chainEvents } from '@/lib/record/chain-events';
import { accountChain, EMPTY } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { events } from '../schema/record';
import { placeVersions } from '../schema/work';
import type { Transaction } from './executor';

/** Who acts where nobody asked for it. */
export const NOBODY = 'rehome';

/**
 * Appends events to a chain, in the transaction of the change that they tell. Whoever appends waits until others who appended to the same chain have
 * committed, so call it last. Throws where an event's data is not what its kind says.
 */
export const appendEvents = async (tx: Transaction, chain: string, added: readonly NewEvent[]): Promise<void> => {
  if (added.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rehome events ${chain}`}, 0))`);
  const rows = await tx
    .select({ seq: events.seq, hash: events.hash })
    .from(events)
    .where(eq(events.chain, chain))
    .orderBy(desc(events.seq))
    .limit(1);
  const sealed = chainEvents(chain, rows[0] ?? EMPTY, added);
  await tx.insert(events).values(
    sealed.map(({ seq, at, actor, kind, subject, data, previousHash, hash }) => ({
      chain,
      seq,
      at: new Date(at),
      actor,
      kind,
      subject,
      data: canonicalJson(data),
      previousHash,
      hash,
    })),
  );
};

/**
 * Ends the work of a transaction that changed what the jobs of a place are shown as: its events are appended, and the place's version grows, so that polls see it.
 * Call it last: both make others wait until the transaction ends, always in this order.
 */
export const recordChange = async (tx: Transaction, place: Place, added: readonly NewEvent[]): Promise<void> => {
  await appendEvents(tx, accountChain(place.account), added);
  await tx
    .insert(placeVersions)
    .values({ account: place.account, region: place.region, version: 1 })
    .onConflictDoUpdate({
      target: [placeVersions.account, placeVersions.region],
      set: { version: sql`${placeVersions.version} + 1` },
    });
};

/** The event of claims that ended, if any did. */
export const releasedEvents = (
  at: Date,
  restoreId: string,
  released: readonly { readonly subnetId: string; readonly address: string }[],
  cause: string,
): readonly NewEvent[] =>
  released.length === 0
    ? []
    : [
        {
          at,
          actor: NOBODY,
          kind: 'claims-released',
          subject: restoreId,
          data: { restoreId, claims: released.map(({ subnetId, address }) => ({ subnetId, address })), cause },
        },
      ];

/** The event of claims that a restore under way took, if it took any. */
export const takenEvents = (
  at: Date,
  restoreId: string,
  taken: readonly { readonly subnetId: string; readonly address: string }[],
  cause: 'seen-elsewhere' | 'adopted',
): readonly NewEvent[] =>
  taken.length === 0
    ? []
    : [
        {
          at,
          actor: NOBODY,
          kind: 'claims-taken',
          subject: restoreId,
          data: { restoreId, claims: taken.map(({ subnetId, address }) => ({ subnetId, address })), cause },
        },
      ];
