import { describe, expect, it } from 'vitest';
import type { JobList, JobView } from '@/lib/data/jobs/views';
import { endedLately, recentJobs, underWay } from './recent-jobs';

const now = new Date('2026-03-10T12:00:00Z');
const job = (id: string, status: string, createdAt: string, completedAt: string | null = null): JobView => ({
  id,
  status,
  statusMessage: null,
  percent: null,
  resourceArn: null,
  resourceId: null,
  resourceName: null,
  resourceType: null,
  recoveryPointArn: null,
  createdAt,
  completedAt,
  expectedMinutes: null,
  like: null,
  origin: null,
  addresses: [],
  createdResourceArn: null,
  createdResourceId: null,
  startedBy: null,
  restoreId: null,
  withoutApproval: false,
  forgotten: null,
});
const list = (jobs: readonly JobView[]): JobList => ({
  jobs,
  more: false,
  intents: [],
  waits: [],
  freshness: { asOf: null, problem: null },
});

describe('recentJobs', () => {
  it('puts what has run longest first, and what ended last first', () => {
    const found = recentJobs(
      list([
        job('young', 'RUNNING', '2026-03-10T11:50:00Z'),
        job('early', 'COMPLETED', '2026-03-09T10:00:00Z', '2026-03-09T10:20:00Z'),
        job('old', 'PENDING', '2026-03-10T11:00:00Z'),
        job('late', 'FAILED', '2026-03-09T09:00:00Z', '2026-03-10T09:00:00Z'),
      ]),
      now,
    );
    expect(found.running.map((each) => each.id)).toEqual(['old', 'young']);
    expect(found.lately.map((each) => each.id)).toEqual(['late', 'early']);
  });

  it('forgets what ended more than a week ago and shows six at most', () => {
    const old = job('old', 'COMPLETED', '2026-03-01T00:00:00Z', '2026-03-03T11:59:59Z');
    const many = Array.from({ length: 9 }, (_, at) =>
      job(`j${at}`, 'COMPLETED', `2026-03-1${0}T0${at}:00:00Z`, `2026-03-10T0${at}:10:00Z`),
    );
    expect(recentJobs(list([old]), now).lately).toEqual([]);
    expect(recentJobs(list([old, ...many]), now).lately.map((each) => each.id)).toEqual(['j8', 'j7', 'j6', 'j5', 'j4', 'j3']);
  });

  it('counts all that ended within the week, and all that are under way', () => {
    const old = job('old', 'COMPLETED', '2026-03-01T00:00:00Z', '2026-03-03T11:59:59Z');
    const many = Array.from({ length: 9 }, (_, at) => job(`j${at}`, 'FAILED', '2026-03-10T00:00:00Z', `2026-03-10T0${at}:10:00Z`));
    const all = list([old, ...many, job('now', 'RUNNING', '2026-03-10T11:00:00Z')]);
    expect(endedLately(all, now)).toHaveLength(9);
    expect(underWay(all)).toBe(1 + all.intents.length);
  });
});
