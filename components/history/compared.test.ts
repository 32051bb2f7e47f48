import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '@/lib/data/history/views';
import { COMPARED, type Comparable, type Compared, compared } from './compared';

const entry: HistoryEntry = {
  id: 'a',
  account: '123456789012',
  region: 'ap-northeast-1',
  origin: 'here',
  startedBy: 'operator',
  startedAt: '2026-11-24T09:00:00.000Z',
  endedAt: '2026-11-24T09:05:00.000Z',
  durationSeconds: 300,
  outcome: 'completed',
  resourceArn: 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-1',
  resourceId: 'i-1',
  resourceName: 'web',
  recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-1',
  vault: 'daily',
  asked: [{ deviceIndex: 0, role: 'primary', address: '10.0.0.4' }],
  jobId: 'job',
  createdResourceArn: 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-2',
  createdResourceId: 'i-2',
  addressesMatch: true,
  awsMessage: null,
  reason: 'drill',
  ticket: 'OPS-1',
  notes: 0,
  approvalId: null,
  withoutApproval: null,
};
const detail: Comparable = {
  entry,
  origin: { verification: { verifiedAt: entry.startedAt, interfaces: [], matches: true } },
  metadata: {},
  roleArn: 'arn:aws:iam::123456789012:role/restore',
  backupCreatedAt: '2026-11-23T09:00:00.000Z',
};
const with_ = (change: Partial<HistoryEntry>, more: Partial<Comparable> = {}): Comparable => ({
  ...detail,
  ...more,
  entry: { ...entry, ...change },
});
const notSeen = { verification: null };
const elsewhere = with_(
  {
    origin: 'elsewhere',
    startedBy: null,
    reason: null,
    ticket: null,
    asked: [],
    resourceId: null,
    createdResourceId: null,
    outcome: 'forgotten',
  },
  { metadata: null, roleArn: null, backupCreatedAt: null, origin: notSeen },
);
const told = (what: Compared, second: Comparable) => compared(what, detail, second).verdict;

describe('two restores side by side', () => {
  it('are the same in everything where they are the same', () => {
    for (const what of COMPARED) expect([what, told(what, detail)]).toEqual([what, 'same']);
  });

  it('differ only where both sides are known', () => {
    const known: readonly Compared[] = ['started', 'point', 'place'];
    for (const what of COMPARED) expect([what, told(what, elsewhere)]).toEqual([what, known.includes(what) ? 'same' : 'not-known']);
    expect(compared('by', elsewhere, elsewhere).verdict).toBe('not-known');
  });

  it('differ where one from here was given nothing, or ended without making anything', () => {
    expect(told('reason', with_({ reason: null }))).toBe('differs');
    expect(told('asked', with_({ asked: [] }))).toBe('differs');
    const refused = with_({ outcome: 'refused', createdResourceId: null }, { origin: notSeen });
    expect(compared('created', detail, refused)).toEqual({ verdict: 'differs', facts: ['i-2', ''] });
    expect(compared('obtained', refused, refused).verdict).toBe('same');
    const underWay = with_({ outcome: 'running', createdResourceId: null }, { origin: notSeen });
    expect([told('created', underWay), told('obtained', underWay)]).toEqual(['not-known', 'not-known']);
  });

  it('differ in what was asked of one interface or another', () => {
    expect(told('asked', with_({ asked: [{ deviceIndex: 1, role: 'primary', address: '10.0.0.4' }] }))).toBe('differs');
    expect(told('asked', with_({ origin: 'elsewhere', asked: [] }))).toBe('differs');
  });
});
