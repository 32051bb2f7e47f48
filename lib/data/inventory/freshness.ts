import { CREDENTIALS_FAILURE_MS, isAboutCredentials } from '@/lib/aws-problem';
import type { SweepRow } from '@/lib/db/repositories/inventory-sweeps';
import type { InventoryStatus, SweepView } from './views';

const FRESH_MS = 60_000;
/** After a problem the next look waits this long, so that a denied or throttled place is not asked at each click. */
const AFTER_PROBLEM_MS = 15_000;
/** A sweep of a million points takes minutes; it is then good for a multiple of that. */
const FRESH_PER_DURATION = 5;

/** Whether a subject need not be swept yet at `now`, by the database's clock. What is dated later was written when that clock was ahead, and counts for nothing. */
export const isFresh = (row: SweepRow | undefined, now: Date): boolean => {
  if (row?.startedAt == null || row.startedAt > now || (row.finishedAt ?? now) > now) return false;
  if (row.problem !== null) {
    const waitMs = isAboutCredentials(row.problem) ? CREDENTIALS_FAILURE_MS : AFTER_PROBLEM_MS;
    return now.getTime() - row.startedAt.getTime() < waitMs;
  }
  if (row.finishedAt === null) return false;
  const tookMs = Math.max(0, row.finishedAt.getTime() - row.startedAt.getTime());
  return now.getTime() - row.finishedAt.getTime() < Math.max(FRESH_MS, FRESH_PER_DURATION * tookMs);
};

/** One subject as a page shows it. */
export const sweepView = (row: SweepRow, refreshing: boolean): SweepView => ({
  subject: row.subject,
  asOf: row.finishedAt?.toISOString() ?? null,
  refreshing,
  read: row.read,
  problem: row.problem,
});

/** Every subject of a place as pages are told. What is asked for and not begun has no row of its own, and the place is being read all the same. */
export const statusOf = (rows: readonly SweepRow[], sweeping: ReadonlySet<string>): InventoryStatus => ({
  sweeps: rows
    .filter((row) => row.subject !== 'jobs')
    .map((row) => sweepView(row, sweeping.has(row.subject)))
    .sort((a, b) => a.subject.localeCompare(b.subject)),
  refreshing: sweeping.size > 0,
});
