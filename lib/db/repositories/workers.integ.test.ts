import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '@/lib/testing/owner';
import { noteWorker, noteWorkerEnded, noteWorkerStarted, workersSeen } from './workers';

beforeEach(() => asOwner('delete from workers'));

/** As if time had passed for whatever was noted so far. */
const older = (by: string) => asOwner(`update workers set seen_at = seen_at - interval '${by}', ended_at = ended_at - interval '${by}'`);
const noted = async (): Promise<number> => (await asOwner('select id from workers')).length;

describe('workers', () => {
  it('are none where none ever was', async () => {
    expect(await workersSeen()).toEqual({ running: 0, lastSeenAt: null });
  });

  it('count while they say that they live, and no longer than half a minute after', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    for (const id of [one, two, two]) await noteWorker(id);
    expect(await workersSeen()).toEqual({ running: 2, lastSeenAt: null });
    await older('31 seconds');
    expect(await workersSeen()).toEqual({ running: 0, lastSeenAt: expect.any(Date) });
    await noteWorker(one);
    expect(await workersSeen()).toEqual({ running: 1, lastSeenAt: null });
  });

  it('count no more once they ended, also where a last word of one comes late', async () => {
    const id = randomUUID();
    await noteWorker(id);
    await noteWorkerEnded(id);
    expect((await workersSeen()).running).toBe(0);
    await noteWorker(id);
    expect((await workersSeen()).running).toBe(0);
  });

  it('count once where one took the place of another that died or ended', async () => {
    const id = randomUUID();
    await noteWorker(id);
    await noteWorkerStarted(id);
    expect(await workersSeen()).toEqual({ running: 1, lastSeenAt: null });
    await noteWorkerEnded(id);
    await noteWorkerStarted(id);
    expect(await workersSeen()).toEqual({ running: 1, lastSeenAt: null });
  });

  it('are forgotten after a week by those who come after, and the last one never', async () => {
    await noteWorker(randomUUID());
    await older('30 days');
    expect((await workersSeen()).lastSeenAt).not.toBeNull();
    await noteWorker(randomUUID());
    expect(await noted()).toBe(1);
  });
});
