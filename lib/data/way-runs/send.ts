import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import type { Transaction } from '@/lib/db/repositories/executor';
import type { WayRunRow } from '@/lib/db/repositories/way-runs';
import { sendTask } from '@/lib/engine/send';

/** Has the ways of a place looked at now. In a transaction, before it writes to the record. */
export const sendCarry = async (
  tx: Transaction,
  { connection, actor, account, region }: Pick<WayRunRow, 'connection' | 'actor' | 'account' | 'region'>,
) => {
  await sendTask(rawExecutor(tx), 'carry-ways', { connection, actor, account, region });
};
