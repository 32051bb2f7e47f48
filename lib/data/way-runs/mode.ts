import 'server-only';
import { may } from '@/lib/access/roles';
import { grantsOf } from '@/lib/db/repositories/people';
import type { WayRunRow } from '@/lib/db/repositories/way-runs';
import type { RunMode } from '@/lib/restore/way-run/run';
import { takeOverAccounts } from '../settings/take-over';

/** Who carries steps out in an account: Rehome only where an administrator has enabled take-over for it. */
export const modeIn = async (account: string): Promise<RunMode> => ((await takeOverAccounts()).includes(account) ? 'take-over' : 'guided');

/** Why Rehome may not act for a way any more, asked before each act; `null`: it may. */
export const whyNotAct = async ({ account, actor }: WayRunRow): Promise<'not-enabled' | 'not-permitted' | null> => {
  if ((await modeIn(account)) !== 'take-over') return 'not-enabled';
  const grants = await grantsOf(actor);
  return grants !== null && may(grants, 'take-over', account) ? null : 'not-permitted';
};
