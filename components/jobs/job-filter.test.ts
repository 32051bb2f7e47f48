import { describe, expect, it } from 'vitest';
import type { JobView } from '@/lib/data/jobs/views';
import { FORGOTTEN } from '@/lib/jobs/status';
import { changeSearch, readUrl } from '@/lib/url-codecs';
import { ALL_JOBS, filterJobs, isFiltering, JOB_FILTER } from './job-filter';

const job = (id: string, more: Partial<JobView> = {}): JobView => ({
  id,
  status: 'RUNNING',
  statusMessage: null,
  percent: 10,
  resourceArn: null,
  resourceId: `i-${id}`,
  resourceName: null,
  resourceType: 'EC2',
  recoveryPointArn: null,
  createdAt: '2026-11-24T09:00:00.000Z',
  completedAt: null,
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
  ...more,
});
const none = { q: '', status: 'any', ours: false } as const;
const jobs = [
  job('1', { resourceName: 'web-01', restoreId: 'r', origin: 'here', startedBy: 'p-1' }),
  job('2', { resourceName: 'db-01', status: 'FAILED', statusMessage: 'Address 10.1.10.115 is in use.' }),
  job('3', { status: 'COMPLETED', createdResourceId: 'i-0new' }),
  job('4', { status: 'SOMETHING_NEW' }),
];
const nameOf = (id: string): string => (id === 'p-1' ? 'Alex Morgan' : id);
const ids = (filter: Parameters<typeof filterJobs>[1]) => filterJobs(jobs, filter, nameOf).map((each) => each.id);

describe('the address of the jobs', () => {
  const read = (search: string) => readUrl(JOB_FILTER, (name) => new URLSearchParams(search).get(name));

  it('holds the filter and nothing that its absence means', () => {
    const written = changeSearch(JOB_FILTER, '', { q: 'web 01', status: 'failed', ours: true, sort: 'by', dir: 'asc' });
    expect(written).toBe('q=web+01&status=failed&ours=true&sort=by&dir=asc');
    expect(read(written)).toEqual({ q: 'web 01', status: 'failed', ours: true, sort: 'by', dir: 'asc' });
    expect(changeSearch(JOB_FILTER, written, { status: 'any', ours: false, sort: 'started', dir: 'desc' })).toBe('q=web+01');
    // Showing everything again leaves the order.
    expect(changeSearch(JOB_FILTER, written, ALL_JOBS)).toBe('sort=by&dir=asc');
  });

  it('hides nothing where it says what there is not', () => {
    expect(read('status=splendid&ours=perhaps&sort=colour&dir=sideways')).toEqual({ ...none, sort: 'started', dir: 'desc' });
  });
});

describe('filterJobs', () => {
  it('finds words in names, ids, people and messages, whatever their case and order', () => {
    expect(ids({ ...none, q: 'WEB alex' })).toEqual(['1']);
    expect(ids({ ...none, q: '10.1.10.115' })).toEqual(['2']);
    expect(ids({ ...none, q: 'i-0NEW' })).toEqual(['3']);
    expect(ids({ ...none, q: 'web db' })).toEqual([]);
    expect(ids({ ...none, q: '  ' })).toHaveLength(4);
  });

  it('knows what is under way; a status that AWS adds counts as such', () => {
    expect(ids({ ...none, status: 'open' })).toEqual(['1', '4']);
    expect(ids({ ...none, status: 'failed' })).toEqual(['2']);
    expect(ids({ ...none, status: 'completed' })).toEqual(['3']);
    expect(ids({ ...none, status: 'aborted' })).toEqual([]);
    expect(filterJobs([job('5', { status: FORGOTTEN })], { ...none, status: 'forgotten' }, nameOf)).toHaveLength(1);
    expect(filterJobs([job('5', { status: FORGOTTEN })], { ...none, status: 'open' }, nameOf)).toEqual([]);
  });

  it('shows only ours', () => {
    expect(ids({ ...none, ours: true })).toEqual(['1']);
  });

  it('knows whether it hides anything', () => {
    expect(isFiltering(none)).toBe(false);
    expect(isFiltering({ ...none, q: ' ' })).toBe(false);
    expect(isFiltering({ ...none, ours: true })).toBe(true);
  });
});
