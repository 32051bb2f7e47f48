import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { claims } from '../schema';
import type { Executor } from './executor';

/** Something that only one restore at a time may have: an address in a subnet. */
export interface Claim {
  readonly subnetId: string;
  readonly address: string;
}

export interface HeldClaim extends Claim {
  readonly claimedBy: string;
  readonly restoreId: string;
  readonly claimedAt: Date;
}

const held = {
  subnetId: claims.subnetId,
  address: claims.address,
  claimedBy: claims.claimedBy,
  restoreId: claims.restoreId,
  claimedAt: claims.claimedAt,
};

const inPlace = (place: Place) => and(eq(claims.account, place.account), eq(claims.region, place.region), isNull(claims.releasedAt));

/** Every claim in force in a place. */
export const activeClaims = async (place: Place): Promise<readonly HeldClaim[]> =>
  db().select(held).from(claims).where(inPlace(place)).orderBy(asc(claims.subnetId), asc(claims.address));

/** Those of `wanted` that are claimed already, with who holds them. */
const holdersOf = async (on: Executor, place: Place, wanted: readonly Claim[]): Promise<readonly HeldClaim[]> => {
  const rows = await on
    .select(held)
    .from(claims)
    .where(
      and(
        inPlace(place),
        inArray(
          claims.address,
          wanted.map((claim) => claim.address),
        ),
      ),
    );
  return rows.filter((row) => wanted.some((claim) => claim.subnetId === row.subnetId && claim.address === row.address));
};

/**
 * Claims all of `wanted` for a restore, or tells who holds what is taken; then the caller must roll back. A racing claim of the same address waits for the
 * other transaction at the unique index. Claims are made in one order, so that two races cannot wait for each other.
 */
export const claim = async (
  on: Executor,
  place: Place,
  wanted: readonly Claim[],
  holder: { readonly restoreId: string; readonly claimedBy: string; readonly claimedAt: Date },
): Promise<readonly HeldClaim[]> => {
  const keyOf = (each: Claim): string => `${each.subnetId} ${each.address}`;
  const once = new Map(wanted.map((each) => [keyOf(each), each]));
  const sorted = [...once.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  if (sorted.length === 0) return [];
  const made = await on
    .insert(claims)
    .values(sorted.map((each) => ({ account: place.account, region: place.region, ...each, ...holder })))
    .onConflictDoNothing()
    .returning({ subnetId: claims.subnetId, address: claims.address });
  if (made.length === sorted.length) return [];
  const mine = new Set(made.map(keyOf));
  return holdersOf(
    on,
    place,
    sorted.filter((each) => !mine.has(keyOf(each))),
  );
};

/** Ends the claims of restores. */
export const releaseClaims = async (on: Executor, restoreIds: readonly string[], at: Date): Promise<void> => {
  if (restoreIds.length === 0) return;
  await on
    .update(claims)
    .set({ releasedAt: at })
    .where(and(inArray(claims.restoreId, [...restoreIds]), isNull(claims.releasedAt)));
};
