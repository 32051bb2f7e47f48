import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { describe, expect, it } from 'vitest';
import { AddressComparison } from '@/components/jobs/address-comparison';
import { JobFacts } from '@/components/jobs/job-facts';
import { OpenAttempt } from '@/components/jobs/open-attempt';
import { Surprises } from '@/components/jobs/surprises';
import type { HistoryDetail } from '@/lib/data/history/views';
import type { JobDetail, JobOrigin } from '@/lib/data/jobs/views';
import attempt from '@/lib/i18n/messages/en/attempt.json';
import common from '@/lib/i18n/messages/en/common.json';
import history from '@/lib/i18n/messages/en/history.json';
import jobs from '@/lib/i18n/messages/en/jobs.json';
import problems from '@/lib/i18n/messages/en/problems.json';
import type { Outcome } from '@/lib/jobs/status';
import { EntryFacts } from './entry-facts';

const PLACE = { account: '123456789012', region: 'ap-northeast-1' } as const;
const BEGUN = '2026-11-29T14:00:00.000Z';
const SETTLED = '2026-11-29T14:03:00.000Z';

const MESSAGES = { attempt, common, history, jobs, problems };

const Page = ({ part }: { readonly part: ReactElement }) =>
  IntlProvider({ locale: 'en', timeZone: 'UTC', now: new Date('2026-11-29T14:05:00Z'), messages: MESSAGES, children: part });

/** What a person reads of a part of a page, five minutes after the start. */
const textOf = (part: ReactElement): string =>
  renderToStaticMarkup(createElement(Page, { part }))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

const originOf = (change: Partial<JobOrigin>): JobOrigin => ({
  restoreId: 'r-1',
  origin: 'here',
  startedBy: 'operator',
  outcome: 'absent',
  intendedAt: BEGUN,
  answeredAt: null,
  settledAt: SETTLED,
  reason: null,
  ticket: null,
  open: null,
  adoptedLateAt: null,
  refusedBefore: false,
  waitedSince: null,
  duplicateJobId: null,
  copyTags: false,
  approval: null,
  withoutApproval: null,
  verification: null,
  asked: [
    {
      deviceIndex: 0,
      askedInterfaceId: null,
      askedSubnetId: 'subnet-1',
      actual: null,
      addresses: [{ role: 'primary', asked: { kind: 'fixed', address: '10.1.10.7' }, actual: null, match: 'missing' }],
      matches: false,
    },
  ],
  verificationProblem: null,
  ...change,
});

const JOB: JobDetail['job'] = {
  id: 'JOB-1',
  status: 'RUNNING',
  statusMessage: null,
  percent: null,
  resourceArn: null,
  resourceId: null,
  resourceName: null,
  resourceType: 'EC2',
  recoveryPointArn: null,
  addresses: [],
  createdAt: BEGUN,
  completedAt: null,
  expectedMinutes: null,
  like: null,
  createdResourceArn: null,
  createdResourceId: null,
  startedBy: 'operator',
  origin: 'here',
  restoreId: 'r-1',
  withoutApproval: false,
  forgotten: null,
};

const entryOf = (outcome: Outcome, change: Partial<JobOrigin> = {}): HistoryDetail => ({
  entry: {
    ...PLACE,
    id: 'r-1',
    origin: 'here',
    startedBy: 'operator',
    startedAt: BEGUN,
    endedAt: null,
    durationSeconds: null,
    outcome,
    resourceArn: null,
    resourceId: null,
    resourceName: null,
    recoveryPointArn: null,
    vault: null,
    asked: [],
    jobId: null,
    createdResourceArn: null,
    createdResourceId: null,
    addressesMatch: null,
    awsMessage: null,
    reason: null,
    ticket: null,
    notes: 0,
    approvalId: null,
    withoutApproval: null,
  },
  origin: originOf({ outcome, ...change }),
  job: null,
  problem: null,
  differences: null,
  planProblem: null,
  metadata: null,
  diagnostics: [],
  roleArn: null,
  copyTags: false,
  backupCreatedAt: null,
  noteList: [],
});

const facts = (outcome: Outcome, change: Partial<JobOrigin> = {}): string =>
  textOf(createElement(EntryFacts, { detail: entryOf(outcome, change) }));
const addresses = (outcome: Outcome): string => textOf(createElement(AddressComparison, { origin: originOf({ outcome }) }));

describe('a history entry', () => {
  it('says that AWS answered where AWS did, and when it was settled where it was found otherwise', () => {
    expect(facts('refused', { answeredAt: SETTLED })).toContain('Answered by AWS');
    expect(facts('absent')).toMatch(/Settled Nov 29, 2026, 14:03:00/);
    expect(facts('absent')).not.toContain('Answered');
  });

  it('does not call a job of an open restore none', () => {
    expect(facts('starting', { settledAt: null })).toContain('Restore job Not known yet');
    expect(facts('refused')).toContain('Restore job None');
  });
});

describe('the addresses of a restore', () => {
  it('that made no instance are not read some day', () => {
    for (const outcome of ['refused', 'absent', 'failed'] as const) expect(addresses(outcome)).not.toContain('Not read yet');
    for (const outcome of ['starting', 'running', 'completed'] as const) expect(addresses(outcome)).toContain('Not read yet');
  });
});

describe('a job page', () => {
  it('shows the reason and the ticket that were given', () => {
    const detail = (origin: JobOrigin): JobDetail => ({
      job: JOB,
      vaultName: null,
      roleArn: null,
      sizeBytes: null,
      runningSeenAt: null,
      failure: null,
      origin,
      metadata: { ok: true, value: {} },
      freshness: { asOf: null, problem: null },
    });
    const shown = (origin: JobOrigin) => textOf(createElement(JobFacts, { place: PLACE, detail: detail(origin) }));
    expect(shown(originOf({ reason: 'The disk is broken', ticket: 'OPS-1184' }))).toMatch(/Reason The disk is broken Ticket OPS-1184/);
    expect(shown(originOf({}))).not.toMatch(/Reason|Ticket/);
  });

  it('says of a late job what is known: its request id, its time by AWS, and that AWS had refused ours', () => {
    const said = (refusedBefore: boolean) =>
      textOf(createElement(Surprises, { origin: originOf({ adoptedLateAt: SETTLED, refusedBefore }), createdAt: BEGUN }));
    expect(said(true)).toContain('AWS had refused the only request');
    expect(said(false)).not.toContain('refused');
    for (const text of [said(true), said(false)]) expect(text).toMatch(/created Nov 29, 2026, 14:00:00 .* outside Rehome with a copy/);
  });
});

describe('an open restore', () => {
  it('names the time of day from which a list settles it', () => {
    const open = { problem: null, sends: 1, lookedAt: null, lookProblem: null, provenFrom: '2026-11-29T14:15:00.000Z' };
    expect(textOf(createElement(OpenAttempt, { open, since: BEGUN }))).toMatch(/read after Nov 29, 2026, 14:15:00 UTC settles it/);
  });
});
