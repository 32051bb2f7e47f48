import { type SQL, sql } from 'drizzle-orm';
import { restoreAddresses, restores } from '../schema/restores';
import type { Executor } from './executor';

/** An address of a restore, or a delegated prefix in CIDR notation, and what it is of it. */
export interface RestoreAddress {
  /** `asked`: in what was sent; `backup`: in the backed-up metadata; `obtained`: of the created instance. */
  readonly role: 'asked' | 'backup' | 'obtained';
  readonly address: string;
}

const ROWS_PER_STATEMENT = 1_000;
/** What the column holds at most; a restore has some hundred addresses. */
const MOST_POSITION = 32_767;

/**
 * Adds addresses to what a restore is found by, in the order in which they are shown (interface by interface, the primary first); those that are there
 * already stay.
 */
export const insertAddresses = async (on: Executor, restoreId: string, addresses: readonly RestoreAddress[]): Promise<void> => {
  for (let start = 0; start < addresses.length; start += ROWS_PER_STATEMENT)
    await on
      .insert(restoreAddresses)
      .values(
        addresses
          .slice(start, start + ROWS_PER_STATEMENT)
          .map((each, at) => ({ restoreId, ...each, position: Math.min(start + at, MOST_POSITION) })),
      )
      .onConflictDoNothing();
};

/** The addresses of a query's restore that have the role, the primary of the first interface first; prefixes in CIDR notation. For the columns of a query that has `restores`. */
export const addressesOf = (role: SQL): SQL<readonly string[]> => sql<readonly string[]>`array(
  select case when masklen(${restoreAddresses.address}) = case family(${restoreAddresses.address}) when 4 then 32 else 128 end
    then host(${restoreAddresses.address}) else ${restoreAddresses.address}::text end
  from ${restoreAddresses}
  where ${restoreAddresses.restoreId} = ${restores.id} and ${restoreAddresses.role} = ${role}
  order by ${restoreAddresses.position}, ${restoreAddresses.address})`;
