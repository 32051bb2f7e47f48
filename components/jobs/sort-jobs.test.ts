import { describe, expect, it } from 'vitest';
import type { JobView } from '@/lib/data/jobs/views';
import { orderAfter } from './job-filter';
import { sortJobs } from './sort-jobs';

const job = (id: string, more: Partial<JobView>): JobView => ({ ...NOTHING, id, ...more });
const NOTHING: JobView = {
  id: '',
  status: 'RUNNING',
  statusMessage: null,
  percent: null,
  resourceArn: null,
  resourceId: null,
  resourceName: null,
  resourceType: 'EC2',
  recoveryPointArn: null,
  addresses: [],
  createdAt: '2026-11-24T09:00:00.000Z',
  completedAt: null,
  expectedMinutes: null,
  like: null,
  createdResourceArn: null,
  createdResourceId: null,
  startedBy: null,
  origin: null,
  restoreId: null,
  withoutApproval: false,
  forgotten: null,
};
const JOBS = [
  job('newest', {
    createdAt: '2026-11-24T12:00:00.000Z',
    resourceName: 'web',
    status: 'FAILED',
    addresses: ['10.0.0.100'],
    startedBy: 'p-1',
  }),
  job('middle', { createdAt: '2026-11-24T11:00:00.000Z', resourceName: 'App', status: 'PENDING', addresses: ['10.0.0.9', '10.0.0.200'] }),
  job('oldest', { createdAt: '2026-11-24T10:00:00.000Z', status: 'COMPLETED', startedBy: 'p-2' }),
];
/** In the order of names, not of ids. */
const NAMES: Readonly<Record<string, string>> = { 'p-1': 'Boris', 'p-2': 'alex' };
const ids = (sort: Parameters<typeof sortJobs>[1]['sort'], dir: 'asc' | 'desc') =>
  sortJobs(JOBS, { sort, dir }, (id) => NAMES[id] ?? id).map(({ id }) => id);

describe('jobs', () => {
  it('come newest first, and oldest first where turned', () => {
    expect(ids('started', 'desc')).toEqual(['newest', 'middle', 'oldest']);
    expect(ids('started', 'asc')).toEqual(['oldest', 'middle', 'newest']);
  });

  it('are sorted by number of the address, not by its text, and by name whatever its case', () => {
    expect(ids('addresses', 'asc')).toEqual(['middle', 'newest', 'oldest']);
    expect(ids('source', 'asc')).toEqual(['middle', 'newest', 'oldest']);
    expect(ids('status', 'asc')).toEqual(['middle', 'oldest', 'newest']);
  });

  it('without what is sorted by come last both ways', () => {
    expect(ids('by', 'asc')).toEqual(['oldest', 'newest', 'middle']);
    expect(ids('by', 'desc')).toEqual(['newest', 'oldest', 'middle']);
    expect(ids('addresses', 'desc')).toEqual(['newest', 'middle', 'oldest']);
  });
});

it('a second click on a column turns it', () => {
  expect(orderAfter({ sort: 'started', dir: 'desc' }, 'by')).toEqual({ sort: 'by', dir: 'asc' });
  expect(orderAfter({ sort: 'by', dir: 'asc' }, 'by')).toEqual({ sort: 'by', dir: 'desc' });
  expect(orderAfter({ sort: 'by', dir: 'asc' }, 'started')).toEqual({ sort: 'started', dir: 'desc' });
});
