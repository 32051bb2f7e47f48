import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { claims } from '../schema/restores';
import type { Executor } from './executor';

/** Something that only one restore at a time may have: an address in a subnet, or (`subnetId` empty) an existing interface by its id. */
export interface Claim {
  readonly subnetId: string;
  readonly address: string;
}

/** Who claims. `claimedBy` is `null` where a restore was started elsewhere. */
export interface Holder {
  readonly restoreId: string;
  readonly claimedBy: string | null;
  readonly claimedAt: Date;
}

export interface HeldClaim extends Claim, Holder {}

const held = {
  subnetId: claims.subnetId,
  address: claims.address,
  claimedBy: claims.claimedBy,
  restoreId: claims.restoreId,
  claimedAt: claims.claimedAt,
};

const inPlace = (place: Place) => and(eq(claims.account, place.account), eq(claims.region, place.region), isNull(claims.releasedAt));

const keyOf = ({ subnetId, address }: Claim): string => `${subnetId} ${address}`;

/** Each once, in one order, so that two who claim the same addresses cannot wait for each other. */
const ordered = (wanted: readonly Claim[]): readonly Claim[] =>
  [...new Map(wanted.map((each) => [keyOf(each), each])).values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** Every claim in force in a place. */
export const activeClaims = async (place: Place): Promise<readonly HeldClaim[]> =>
  db().select(held).from(claims).where(inPlace(place)).orderBy(asc(claims.subnetId), asc(claims.address));

/** Those of `wanted` that are claimed already, with who holds them. */
const holdersOf = async (on: Executor, place: Place, wanted: readonly Claim[]): Promise<readonly HeldClaim[]> => {
  const addresses = wanted.map((claim) => claim.address);
  const rows = await on
    .select(held)
    .from(claims)
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

/** Ends the claims of restores. */
export const releaseClaims = async (
  on: Executor,
  restoreIds: readonly string[],
): Promise<readonly (Claim & { readonly restoreId: string })[]> => {
  if (restoreIds.length === 0) return [];
  return on
    .update(claims)
    .set({ releasedAt: sql`now()` })
    .where(and(inArray(claims.restoreId, [...restoreIds]), isNull(claims.releasedAt)))
    .returning({ restoreId: claims.restoreId, subnetId: claims.subnetId, address: claims.address });
};
