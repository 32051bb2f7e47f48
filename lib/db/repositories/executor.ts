import type { db } from '../client';

type Database = ReturnType<typeof db>;
/** Inside a transaction that somebody began. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Where a statement runs: on the pool, or inside a transaction that somebody else began. */
export type Executor = Database | Transaction;
