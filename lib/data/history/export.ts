import 'server-only';
import { type ExportRow, exportBatch } from '@/lib/db/repositories/history-export';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { resourceIdOf } from '../inventory/resource-id';
import { conditionsOf } from './conditions';
import { csvHead, csvLine } from './csv';
import { withPermission } from './permission';
import type { ExportedEntry, HistoryFilter } from './views';

/** The whole filtered history as text, piece by piece, so that years of it need no memory. */
export const exportHistory = (filter: HistoryFilter, format: 'csv' | 'json'): Promise<Result<AsyncGenerator<string>, Problem>> =>
  withPermission('read-history', async () => ok(format === 'csv' ? csvFile(filter) : jsonFile(filter)));

/** Batches of restores with their notes, each behind the one before: what begins meanwhile moves nothing. The next one is read while one is written. */
async function* batches(filter: HistoryFilter): AsyncGenerator<readonly ExportedEntry[]> {
  const wanted = { ...conditionsOf(filter), before: filter.before === undefined ? new Date() : new Date(filter.before) };
  let coming: ReturnType<typeof exportBatch> | null = exportBatch(wanted, null);
  while (coming !== null) {
    const { rows, next }: Awaited<ReturnType<typeof exportBatch>> = await coming;
    coming = next === null ? null : exportBatch(wanted, next);
    // Whoever stops reading leaves it behind.
    coming?.catch(() => undefined);
    yield rows.map(exportedOf);
  }
}

const idIn = (arn: string | null): string | null => (arn === null ? null : resourceIdOf(arn));

const exportedOf = (row: ExportRow): ExportedEntry => {
  const { seconds, jobMessage, problem, notes, ...rest } = row;
  return {
    id: rest.id,
    account: rest.account,
    region: rest.region,
    origin: rest.origin,
    startedBy: rest.startedBy,
    startedAt: rest.startedAt,
    endedAt: rest.endedAt,
    durationSeconds: seconds,
    outcome: rest.outcome,
    resourceArn: rest.resourceArn,
    resourceId: idIn(rest.resourceArn),
    resourceName: rest.resourceName,
    recoveryPointArn: rest.recoveryPointArn,
    vault: rest.vault,
    asked: rest.asked,
    jobId: rest.jobId,
    createdResourceArn: rest.createdResourceArn,
    createdResourceId: idIn(rest.createdResourceArn),
    addressesMatch: rest.addressesMatch,
    awsMessage: jobMessage ?? (problem !== null && 'awsMessage' in problem ? problem.awsMessage : null),
    reason: rest.reason,
    ticket: rest.ticket,
    notes: notes?.length ?? 0,
    noteTexts: notes ?? [],
  };
};

async function* csvFile(filter: HistoryFilter): AsyncGenerator<string> {
  yield csvHead();
  for await (const batch of batches(filter)) if (batch.length > 0) yield batch.map(csvLine).join('');
}

async function* jsonFile(filter: HistoryFilter): AsyncGenerator<string> {
  let before = '[\n';
  for await (const batch of batches(filter)) {
    if (batch.length === 0) continue;
    yield before + batch.map((entry) => JSON.stringify(entry)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
