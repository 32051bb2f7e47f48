import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onRestorePage } from '@/components/testing/restore-page';
import type { Ipv4 } from '@/lib/net/ipv4';
import { err, ok } from '@/lib/result';
import { ReviewDialog } from './review-dialog';

const start = vi.hoisted(() => vi.fn());
vi.mock('@/lib/actions/restores', () => ({ startRestoreAction: start }));

beforeEach(() => start.mockReset());
afterEach(() => vi.unstubAllGlobals());

/** The review of the article's plan with another primary and no secondary. */
const review = async (primary: string, required = { reason: false, ticket: false }) => {
  const page = await onRestorePage(<ReviewDialog open onClose={() => undefined} />, { required });
  const [nic] = page.store.read().plan.nics;
  page.store.perform({
    label: 'fix',
    commands: [
      { type: 'set-secondaries', nic: nic?.key ?? '', secondaries: { kind: 'fixed', values: [] } },
      { type: 'set-primary', nic: nic?.key ?? '', address: primary as Ipv4 },
    ],
  });
  await screen.findByText(primary);
  return page;
};

const acceptAll = () => {
  for (const box of screen.getAllByRole('checkbox')) fireEvent.click(box);
};
const startButton = () => screen.getByRole('button', { name: 'Start the restore' });

it('shows each setting before and after, what has changed, and who has the new address today', async () => {
  await review('10.1.10.130');
  const primary = screen.getByRole('row', { name: /^Primary Changed/ });
  const [before, after] = within(primary).getAllByRole('cell');
  expect(before?.textContent).toBe('10.1.10.115');
  expect(after?.textContent).toBe('10.1.10.130Free');
  expect(screen.getByRole('row', { name: /^Subnet app-a/ }).textContent).not.toContain('Changed');
  expect(screen.getByRole('dialog', { name: 'Review and start: intranet-01' })).toBeDefined();
  expect(screen.getByText('AWS Backup will create an instance. A restore cannot be stopped once it has started.')).toBeDefined();
});

it('says what keeps the start, and starts with the findings that were accepted and the reason', async () => {
  start.mockResolvedValue(ok({ restoreId: 'r', jobId: 'j' }));
  await review('10.1.10.130', { reason: true, ticket: false });
  expect(startButton().getAttribute('aria-disabled')).toBe('true');
  acceptAll();
  expect(screen.getAllByRole('status').map((each) => each.textContent)).toContain('Give a reason first');
  fireEvent.change(screen.getByRole('textbox', { name: 'Reason' }), { target: { value: 'the disk died' } });
  fireEvent.click(startButton());
  await waitFor(() => expect(start).toHaveBeenCalled());
  expect(start.mock.calls[0]?.[0]).toMatchObject({ draftId: 'd', revision: 2, reason: 'the disk died', ticket: '' });
  expect(start.mock.calls[0]?.[0].acknowledged).toHaveLength(screen.getAllByRole('checkbox').length);
});

it('offers the remedies of the verdict where the check at the start found the address taken, and takes one', async () => {
  const { store } = await review('10.1.10.130');
  const finding = {
    rule: 'V10',
    code: 'in-use-instance',
    severity: 'error',
    at: '/NetworkInterfaces/0/PrivateIpAddresses/0',
    params: {
      address: '10.1.10.130',
      name: 'quicker-01',
      id: 'i-0q',
      state: 'running',
      interface: 'eni-q',
      kind: 'instance',
      description: '',
    },
    evidence: { source: 'ec2:DescribeNetworkInterfaces', asOf: '2026-11-29T12:00:00.000Z' },
    fixes: [
      { code: 'use-next-free', params: { address: '10.1.10.131' }, commands: [{ type: 'set-primary', nic: 'n0', address: '10.1.10.131' }] },
    ],
  };
  start.mockResolvedValue(err({ code: 'check-failed', diagnostics: [finding] }));
  acceptAll();
  fireEvent.click(startButton());
  const failure = await screen.findByRole('alert');
  expect(within(failure).getByText(/^10\.1\.10\.130 is in use by quicker-01/)).toBeDefined();
  expect(within(failure).getByRole('button', { name: 'Get this address' })).toBeDefined();
  fireEvent.click(within(failure).getByRole('button', { name: 'Use 10.1.10.131' }));
  expect(store.read().plan.nics[0]).toMatchObject({ primary: { address: '10.1.10.131' } });
  await waitFor(() => expect(screen.queryByText(/quicker-01/)).toBeNull());
  expect(document.activeElement?.textContent).toContain('10.1.10.131');
});

it('an error of the page’s own verdict keeps the start, with its remedy in the dialog', async () => {
  const { store } = await review('10.1.10.20');
  const errors = screen.getByRole('region', { name: 'Fix before starting' });
  expect(within(errors).getByText(/^10\.1\.10\.20 is in use by batch-07/)).toBeDefined();
  expect(startButton().getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(within(errors).getByRole('button', { name: 'Use 10.1.10.21' }));
  expect(store.read().plan.nics[0]).toMatchObject({ primary: { address: '10.1.10.21' } });
  expect(screen.queryByRole('region', { name: 'Fix before starting' })).toBeNull();
});
