import { beforeEach, describe, expect, it } from 'vitest';
import { readRestore } from '@/lib/db/repositories/restores';
import { asOwner } from '@/lib/testing/owner';
import { must, OPERATOR, SCOPE, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { getHistoryEntry, listHistory } from './history';
import { getJob } from './jobs';
import { bringUpToDate } from './tasks/housekeeping';

const account = simulatedAccount({ speed: 1 });
beforeEach(async () => {
  await account.control('reset', {});
  await asOwner('truncate drafts, claims, notes, attempts, restore_addresses, restores, runs, restore_jobs, sweeps, attention cascade');
});

/** A restore whose stored plan no version here reads, and that completes after that; `also` is changed with it. */
const completedUnreadable = async (address: string, also = ''): Promise<{ readonly restoreId: string; readonly jobId: string }> => {
  const { restoreId, jobId } = await startedAt(address);
  await asOwner(`update restores set plan = '{"kind": "ec2", "version": 9999}' ${also} where id = $1`, [restoreId]);
  await account.control('clock', { advanceSeconds: 120 });
  await sweepNow();
  return { restoreId, jobId: jobId ?? '' };
};
const verified = async (restoreId: string): Promise<unknown> => {
  const rows = await asOwner(`select data from events where kind = 'restore-verified' and subject = $1`, [restoreId]);
  return rows.map(({ data }) => (JSON.parse(String(data)) as { outcome: string }).outcome);
};

describe('a restore whose stored plan cannot be read', () => {
  it('is compared with what was sent', async () => {
    const { restoreId, jobId } = await completedUnreadable('10.1.10.210');
    expect(await readRestore(restoreId)).toMatchObject({ outcome: 'completed', verifiedAt: expect.any(Date), addressesMatch: true });
    expect(await verified(restoreId)).toEqual(['same']);
    const { origin } = must(await getJob(SCOPE, jobId));
    expect(origin?.verification).toMatchObject({ matches: true, interfaces: [{ addresses: [{ match: 'same', actual: '10.1.10.210' }] }] });
  });

  it('is not called different where what was sent is gone, too: nobody can tell', async () => {
    const { restoreId, jobId } = await completedUnreadable('10.1.10.211', ', metadata = null');
    expect(await readRestore(restoreId)).toMatchObject({ outcome: 'completed', verifiedAt: expect.any(Date), addressesMatch: null });
    expect(await verified(restoreId)).toEqual(['unknown']);
    const { origin } = must(await getJob(SCOPE, jobId));
    expect(origin?.verification).toMatchObject({ matches: null, interfaces: [{ actual: { addresses: ['10.1.10.211'] } }] });
    expect(must(await getHistoryEntry(OPERATOR, restoreId)).entry).toMatchObject({ outcome: 'completed' });
    expect(must(await listHistory(OPERATOR, { text: '10.1.10.211' }, null)).entries).toMatchObject([{ id: restoreId }]);
  });

  it('is found by its addresses after an update that keeps them apart', async () => {
    const { restoreId } = await completedUnreadable('10.1.10.212');
    await asOwner('delete from restore_addresses');
    await asOwner(`update restores set addresses_recorded = false, asked = '[]', addresses_match = null`);
    await bringUpToDate();
    expect(await readRestore(restoreId)).toMatchObject({ addressesMatch: true, asked: [{ role: 'primary', address: '10.1.10.212' }] });
    const rows = await asOwner('select role from restore_addresses where address = $1 order by role', ['10.1.10.212']);
    expect(rows).toEqual([{ role: 'asked' }, { role: 'obtained' }]);
  });
});
