import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { claims, restores } from '../schema/restores';
import { waits } from '../schema/waits';
import type { Executor } from './executor';

/** Something that only one restore at a time may have: an address in a subnet, or (`subnetId` empty) an existing interface by its id. */
export interface Claim {
  readonly subnetId: string;
  readonly address: string;
}

/** Who claims: a restore, or (`restoreId` is `null`) a start that waits. `claimedBy` is `null` where a restore was started elsewhere. */
export interface Holder {
  readonly restoreId: string | null;
  readonly waitId?: string;
  readonly claimedBy: string | null;
  readonly claimedAt: Date;
}

export interface HeldClaim extends Claim {
  readonly restoreId: string | null;
  readonly claimedBy: string | null;
  readonly claimedAt: Date;
  /** The plan whose start waits, or that the restore was started from. */
  readonly draftId: string | null;
}

const held = {
  subnetId: claims.subnetId,
  address: claims.address,
  claimedBy: claims.claimedBy,
  restoreId: claims.restoreId,
  claimedAt: claims.claimedAt,
  draftId: sql<string | null>`coalesce(${waits.draftId}, ${restores.draftId})`,
};

const inPlace = (place: Place) => and(eq(claims.account, place.account), eq(claims.region, place.region), isNull(claims.releasedAt));

const keyOf = ({ subnetId, address }: Claim): string => `${subnetId} ${address}`;

/** Each once, in one order, so that two who claim the same addresses cannot wait for each other. */
const ordered = (wanted: readonly Claim[]): readonly Claim[] =>
  [...new Map(wanted.map((each) => [keyOf(each), each])).values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** Every claim in force in a place. */
export const activeClaims = async (place: Place): Promise<readonly HeldClaim[]> =>
  db()
    .select(held)
    .from(claims)
    .leftJoin(waits, eq(waits.id, claims.waitId))
    .leftJoin(restores, eq(restores.id, claims.restoreId))
    .where(inPlace(place))
    .orderBy(asc(claims.subnetId), asc(claims.address));

/** Those of `wanted` that are claimed already, with who holds them. */
const holdersOf = async (on: Executor, place: Place, wanted: readonly Claim[]): Promise<readonly HeldClaim[]> => {
  const addresses = wanted.map((claim) => claim.address);
  const rows = await on
    .select(held)
    .from(claims)
    .leftJoin(waits, eq(waits.id, claims.waitId))
    .leftJoin(restores, eq(restores.id, claims.restoreId))
    .where(and(inPlace(place), inArray(claims.address, addresses)));
  const keys = new Set(wanted.map(keyOf));
  return rows.filter((row) => keys.has(keyOf(row)));
};

/** Claims those of `wanted` (in order) that nobody holds. Whoever holds one in a transaction that has not ended is waited for. Which are left over. */
const claimFree = async (on: Executor, place: Place, wanted: readonly Claim[], holder: Holder): Promise<readonly Claim[]> => {
  if (wanted.length === 0) return [];
  const made = await on
    .insert(claims)
    .values(wanted.map((each) => ({ account: place.account, region: place.region, ...each, ...holder })))
    .onConflictDoNothing()
    .returning({ subnetId: claims.subnetId, address: claims.address });
  const mine = new Set(made.map(keyOf));
  return wanted.filter((each) => !mine.has(keyOf(each)));
};

/** So often a claim may be released and taken again between two statements of ours before that is called a fault. */
const MAX_TRIES = 50;

/**
 * Claims all of `wanted` for a restore, or tells who holds what is taken; then the caller must roll back. A racing claim of the same address waits for the
 * other transaction at the unique index. What its holder releases between the two questions is claimed by the next try: with an empty answer every
 * claim is made.
 */
export const claim = async (on: Executor, place: Place, wanted: readonly Claim[], holder: Holder): Promise<readonly HeldClaim[]> => {
  let left = ordered(wanted);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    left = await claimFree(on, place, left, holder);
    if (left.length === 0) return [];
    const holders = await holdersOf(on, place, left);
    if (holders.length > 0) return holders;
  }
  throw new Error('Claims could neither be made nor found.');
};

/** Claims what nobody has, for a restore that is under way whether we like it or not. Which were taken. */
export const claimWhatIsFree = async (on: Executor, place: Place, wanted: readonly Claim[], holder: Holder): Promise<readonly Claim[]> => {
  const asked = ordered(wanted);
  const left = new Set(await claimFree(on, place, asked, holder));
  return asked.filter((each) => !left.has(each));
};

/** Ends the claims of a start that waited: no trace of them is kept, for what it claimed stands in its row. */
export const dropClaimsOfWait = async (on: Executor, waitId: string): Promise<void> => {
  await on.delete(claims).where(eq(claims.waitId, waitId));
};

/** Ends the claims of restores. */
export const releaseClaims = async (
  on: Executor,
  restoreIds: readonly string[],
): Promise<readonly (Claim & { readonly restoreId: string })[]> => {
  if (restoreIds.length === 0) return [];
  return (
    on
      .update(claims)
      .set({ releasedAt: sql`now()` })
      .where(and(inArray(claims.restoreId, [...restoreIds]), isNull(claims.releasedAt)))
      // Of a restore it was asked for, so it has one.
      .returning({ restoreId: sql<string>`${claims.restoreId}`, subnetId: claims.subnetId, address: claims.address })
  );
};
