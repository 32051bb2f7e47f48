import 'server-only';
import { noteSurroundings } from '@/lib/db/repositories/checklist';
import { BY_ITSELF, type TaskData } from '@/lib/engine/queues';
import type { Handler } from '@/lib/engine/run';
import { sendTask } from '@/lib/engine/send';
import type { Sql } from '@/lib/engine/sql';
import { backedUpLayout } from '@/lib/restore/backed-up-layout';
import { isHere, originalNamed } from '@/lib/restore/original';
import type { PlanSource } from '@/lib/restore/plan';
import { ownCredentials } from '../identity';
import { type Scope, scopeOfTask } from '../scope';
import { lookAround } from './read';

/** The addresses that a backup's instance had. */
export const addressesInBackup = (source: PlanSource): readonly string[] => {
  const layout = backedUpLayout(source);
  if (!layout.ok) return [];
  return layout.value.nics.flatMap((nic) =>
    nic.kind === 'existing'
      ? []
      : [
          ...(nic.primary.kind === 'fixed' ? [nic.primary.address] : []),
          ...(nic.secondaries.kind === 'fixed' ? nic.secondaries.values : []),
        ],
  );
};

/**
 * Has it noted what the original of a plan has around it, while it is there to be looked at: a plan may begin with its end. Of a copied backup, whose original is in another
 * region or account, nothing is: what it has there cannot be moved here.
 * In a transaction, before it writes to the record.
 */
export const sendNoteSurroundings = async (sql: Sql, { account, region, aws }: Scope, source: PlanSource): Promise<void> => {
  const original = originalNamed(source.resourceArn);
  if (original === null || !isHere(original, { account, region })) return;
  const data: TaskData<'note-surroundings'> = {
    ...BY_ITSELF,
    connection: aws.connection,
    account,
    region,
    instanceId: original.id,
    addresses: [...addressesInBackup(source)],
  };
  await sendTask(sql, 'note-surroundings', data);
};

/** Reads and notes what an instance has around it. With credentials of another account, which know none of it, nothing is noted. */
export const noteAround: Handler<'note-surroundings'> = async ({ data }) => {
  const scope = scopeOfTask(data);
  if (!(await ownCredentials(scope)).ok) return;
  await noteSurroundings(scope, await lookAround(scope, data.instanceId, data.addresses));
};
