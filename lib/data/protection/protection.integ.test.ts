import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { withWorker } from '@/lib/testing/worker';
import { scopeOf } from '../scope';
import { protection } from './protection';

const account = simulatedAccount();
withWorker();

const protectionOf = async (scope: typeof SCOPE) => {
  const answer = await protection(scope);
  if (!answer.ok) throw new Error(`answered ${JSON.stringify(answer.error)}`);
  return answer.value;
};

/** As it is once AWS was read to its end. */
const whenRead = async (scope: typeof SCOPE) =>
  vi.waitFor(
    async () => {
      const view = await protectionOf(scope);
      expect(view.machines).not.toBeNull();
      expect(view.freshness.refreshing).toBe(false);
      return view;
    },
    { timeout: 60_000, interval: 100 },
  );

beforeEach(() => account.control('faults', undefined, 'DELETE'));

describe('the protection of a place', () => {
  it('is known once instances and points are read', async () => {
    const { machines, ending, problem } = await whenRead(SCOPE);
    expect(problem).toBeNull();
    expect(machines?.total).toBeGreaterThan(10);
    expect(machines?.recent).toBe(machines?.total);
    expect(machines?.atRisk).toEqual([]);
    expect(ending).toEqual({ count: 0, resources: [] });
  });

  it('is not known of machines while the instances cannot be read, and says why', async () => {
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeInstances', region: 'us-east-1', times: null });
    const virginia = scopeOf({ account: '123456789012', region: 'us-east-1' });
    await vi.waitFor(
      async () => {
        const view = await protectionOf(virginia);
        expect(view.ending).not.toBeNull();
        expect(view).toMatchObject({ machines: null, problem: { code: 'access-denied', action: 'ec2:DescribeInstances' } });
      },
      { timeout: 60_000, interval: 100 },
    );
  });

  it('is not known at all while no point can be read: nothing is called unprotected', async () => {
    await account.control('faults', { kind: 'denied', service: 'backup', region: 'eu-north-1', times: null });
    const stockholm = scopeOf({ account: '123456789012', region: 'eu-north-1' });
    await vi.waitFor(
      async () => {
        const view = await protectionOf(stockholm);
        expect(view).toMatchObject({ machines: null, ending: null, problem: { code: 'access-denied' } });
      },
      { timeout: 60_000, interval: 100 },
    );
  });
});
