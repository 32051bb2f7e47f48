import { expect, it } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import type { WaitView } from '@/lib/data/waits/views';
import { WaitNotice } from './wait-notice';

const EXPIRED: WaitView = {
  id: 'w',
  draftId: 'd',
  actor: 'operator',
  state: 'expired',
  resourceArn: null,
  resourceName: 'intranet-01',
  wanted: ['10.1.10.153', '10.1.10.160'],
  held: ['10.1.10.153'],
  notBefore: null,
  until: '2026-11-29T11:30:00.000Z',
  findings: [],
  stopCause: null,
  problem: null,
  createdAt: '2026-11-29T07:30:00.000Z',
  endedAt: '2026-11-29T11:30:01.000Z',
  endedBy: 'rehome',
};

it.each([
  ['somebody held it', {}, 'Its deadline passed, and 10.1.10.153 was still held.'],
  ['AWS did not answer', { problem: { code: 'unreachable', detail: '' } }, 'AWS did not answer at the last look.'],
  ['nobody accepted', { findings: [{ severity: 'unknown', rule: 'V10', code: 'x', at: null, params: {} }] }, 'nobody had accepted'],
  ['nothing is known', { held: [] }, 'Its deadline passed before it could start.'],
] as const)('a start that gave up says why, when, and what to do: %s', (_why, change, said) => {
  const { container } = onScreen(<WaitNotice wait={{ ...EXPIRED, ...(change as Partial<WaitView>) }} />);
  const text = container.textContent ?? '';
  expect(text).toContain('Gave up waiting: intranet-01');
  expect(text).toContain(said);
  expect(text).toContain('Nothing was sent to AWS Backup. The plan is as it was: wait again, or get the address in another way.');
  expect(text).toMatch(/gave up .*11:30/);
});
