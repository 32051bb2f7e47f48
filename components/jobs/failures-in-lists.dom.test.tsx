import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { HistoryRow } from '@/components/history/history-row';
import { onScreen } from '@/components/testing/on-screen';
import type { HistoryEntry } from '@/lib/data/history/views';
import type { JobView } from '@/lib/data/jobs/views';
import { JobRow } from './job-row';

vi.mock('@/components/layout/frame-context', () => ({ useFrame: () => ({ user: 'p-1', people: {} }) }));

const SENTENCE = 'Address 10.1.10.120 is in use. (Service: Ec2, Status Code: 400)';
const PLACE = { account: '123456789012', region: 'ap-northeast-1' };

const job = (more: Partial<JobView>): JobView => ({
  id: 'job-1',
  status: 'FAILED',
  statusMessage: SENTENCE,
  percent: 30,
  resourceArn: null,
  resourceId: 'i-0f3a9c41d27be5860',
  resourceName: 'intranet-01',
  resourceType: 'EC2',
  recoveryPointArn: null,
  addresses: ['10.1.10.120'],
  createdAt: '2026-11-29T11:50:00.000Z',
  completedAt: '2026-11-29T11:51:00.000Z',
  expectedMinutes: null,
  like: null,
  createdResourceArn: null,
  createdResourceId: null,
  startedBy: null,
  origin: 'elsewhere',
  restoreId: null,
  withoutApproval: false,
  forgotten: null,
  ...more,
});

const ALL = new Set(['addresses', 'time', 'result', 'started', 'by']);

const row = (of: JobView) =>
  onScreen(
    <table>
      <tbody>
        <JobRow place={PLACE} job={of} index={0} tinted={false} shown={ALL} />
      </tbody>
    </table>,
  );

it('a job that failed has two lines for what AWS said, and no bar of how far it came', () => {
  row(job({}));
  const said = screen.getByText(SENTENCE);
  expect(said.className).toContain('line-clamp-2');
  expect(said.title).toBe(SENTENCE);
  expect(screen.queryByRole('progressbar')).toBeNull();
});

it('a job that runs shows how far it is where its result will be', () => {
  row(job({ status: 'RUNNING', statusMessage: null, completedAt: null }));
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('30');
});

const entry = (more: Partial<HistoryEntry>): HistoryEntry => ({
  id: 'entry-1',
  account: PLACE.account,
  region: PLACE.region,
  origin: 'elsewhere',
  startedBy: null,
  startedAt: '2026-11-29T11:50:00.000Z',
  endedAt: '2026-11-29T11:51:00.000Z',
  durationSeconds: 60,
  outcome: 'failed',
  resourceArn: null,
  resourceId: 'i-0f3a9c41d27be5860',
  resourceName: 'intranet-01',
  recoveryPointArn: null,
  vault: null,
  asked: [],
  jobId: 'job-1',
  createdResourceArn: null,
  createdResourceId: null,
  addressesMatch: null,
  awsMessage: SENTENCE,
  reason: null,
  ticket: null,
  notes: 0,
  approvalId: null,
  withoutApproval: null,
  ...more,
});

const historyRow = (of: HistoryEntry) =>
  onScreen(
    <table>
      <tbody>
        <HistoryRow entry={of} index={0} tinted={false} shown={new Set()} />
      </tbody>
    </table>,
  );

it('a row of the history says what AWS said of a restore that failed, and nothing of one that did not', () => {
  const { unmount } = historyRow(entry({}));
  expect(screen.getByText(SENTENCE).title).toBe(SENTENCE);
  unmount();
  historyRow(entry({ outcome: 'completed', awsMessage: 'Completed.' }));
  expect(screen.queryByText('Completed.')).toBeNull();
});
