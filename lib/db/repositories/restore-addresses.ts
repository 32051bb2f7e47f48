import { type SQL, sql } from 'drizzle-orm';
import { restoreAddresses, restores } from '../schema';
import type { Executor } from './executor';

/** An address of a restore, or a delegated prefix in CIDR notation, and what it is of it. */
export interface RestoreAddress {
  /** `asked`: in what was sent; `backup`: in the backed-up metadata; `obtained`: of the created instance. */
  readonly role: 'asked' | 'backup' | 'obtained';
  readonly address: string;
}

const ROWS_PER_STATEMENT = 1_000;

/** Adds addresses to what a restore is found by; those that are there already stay. */
export const insertAddresses = async (on: Executor, restoreId: string, addresses: readonly RestoreAddress[]): Promise<void> => {
  for (let start = 0; start < addresses.length; start += ROWS_PER_STATEMENT)
    await on
      .insert(restoreAddresses)
      .values(addresses.slice(start, start + ROWS_PER_STATEMENT).map((each) => ({ restoreId, ...each })))
      .onConflictDoNothing();
};

/** The addresses of a query's restore that have the role, in numeric order; prefixes in CIDR notation. For the columns of a query that has `restores`. */
export const addressesOf = (role: SQL): SQL<readonly string[]> => sql<readonly string[]>`array(
  select case when masklen(${restoreAddresses.address}) = case family(${restoreAddresses.address}) when 4 then 32 else 128 end
    then host(${restoreAddresses.address}) else ${restoreAddresses.address}::text end
  from ${restoreAddresses}
  where ${restoreAddresses.restoreId} = ${restores.id} and ${restoreAddresses.role} = ${role}
  order by ${restoreAddresses.address})`;
