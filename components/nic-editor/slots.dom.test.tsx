import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useEditor } from '@/components/restore/editor-context';
import type { EditorStore } from '@/components/restore/editor-store';
import { FACTS, inEditor, SUBNET } from '@/components/testing/on-screen';
import type { NewNic } from '@/lib/restore/plan';
import { AssignedSlots } from './assigned-slots';
import { Secondaries } from './secondaries';
import { AddressSlot } from './slot';

const nicOf = (store: EditorStore): NewNic => {
  const [nic] = store.read().plan.nics;
  if (nic?.kind !== 'new') throw new Error('the article has one new interface');
  return nic;
};

/** The first interface's places, as its card has them. */
const Card = () => {
  const [nic] = useEditor((state) => state.plan.nics);
  if (nic?.kind !== 'new') return null;
  const { primary } = nic;
  return (
    <article data-card={nic.key}>
      <AddressSlot
        nicKey={nic.key}
        number={1}
        subnetId={nic.subnetId}
        index={null}
        address={primary.kind === 'fixed' ? primary.address : null}
        at="/NetworkInterfaces/0/PrivateIpAddresses/0"
        dense={false}
      />
      <Secondaries nic={nic} number={1} position={0} />
      <AssignedSlots names={['ipv6']} nic={nic} number={1} position={0} />
    </article>
  );
};

const primary = () => screen.getByRole('button', { name: /^Primary of interface 1:/ });
const newIpv6 = () => screen.getByRole('textbox', { name: 'Add to IPv6 addresses of interface 1' });

it('a place says which it is, what is in it, and that the original holds it, with a remedy that fixes it', () => {
  const store = inEditor(<Card />);
  expect(primary().textContent).toContain('10.1.10.115');
  expect(screen.getByText(/^10\.1\.10\.115 is still held by the original instance intranet-01/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Use 10.1.10.116' }));
  expect(nicOf(store).primary).toEqual({ kind: 'fixed', address: '10.1.10.116' });
  expect(screen.queryByText(/^10\.1\.10\.115 is still held/)).toBeNull();
});

it('F2 opens the place for typing, Enter puts the address there, and the focus comes back', async () => {
  const store = inEditor(<Card />);
  primary().focus();
  fireEvent.keyDown(primary(), { key: 'F2' });
  const field = screen.getByRole('combobox', { name: 'Primary address of interface 1' });
  fireEvent.change(field, { target: { value: '130' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(nicOf(store).primary).toEqual({ kind: 'fixed', address: '10.1.10.130' });
  await waitFor(() => expect(document.activeElement).toBe(primary()));
});

it('Esc leaves the place as it was', () => {
  const store = inEditor(<Card />);
  const before = nicOf(store);
  fireEvent.keyDown(primary(), { key: 'F2' });
  const field = screen.getByRole('combobox', { name: 'Primary address of interface 1' });
  fireEvent.change(field, { target: { value: '130' } });
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(nicOf(store)).toBe(before);
});

it('two clicks move an address: the secondary to the place of the primary', () => {
  const store = inEditor(<Card />);
  fireEvent.click(screen.getByRole('button', { name: /^Secondary 1 of interface 1:/ }));
  fireEvent.click(primary());
  expect(nicOf(store)).toMatchObject({
    primary: { kind: 'fixed', address: '10.1.10.100' },
    secondaries: { kind: 'fixed', values: ['10.1.10.115'] },
  });
});

it('a list becomes a number that AWS picks, and back an empty list', () => {
  const store = inEditor(<Card />);
  const kinds = screen.getByRole('group', { name: 'IPv6 addresses of interface 1' });
  fireEvent.click(screen.getAllByRole('radio', { name: 'Automatic' }).find((each) => kinds.contains(each)) ?? kinds);
  expect(nicOf(store).ipv6).toEqual({ kind: 'automatic', count: 1 });
  fireEvent.click(screen.getByRole('button', { name: 'IPv6 addresses of interface 1: one more' }));
  expect(nicOf(store).ipv6).toEqual({ kind: 'automatic', count: 2 });
  fireEvent.click(screen.getByRole('button', { name: 'IPv6 addresses of interface 1: one fewer' }));
  fireEvent.click(screen.getByRole('button', { name: 'IPv6 addresses of interface 1: one fewer' }));
  expect(nicOf(store).ipv6).toEqual({ kind: 'fixed', values: [] });
});

it('an IPv6 place takes an address, names the original that holds it, and is removed', () => {
  const store = inEditor(<Card />);
  fireEvent.change(newIpv6(), { target: { value: '2001:db8:0:a::115 2001:db8:0:a:0:0:0:120' } });
  fireEvent.keyDown(newIpv6(), { key: 'Enter' });
  expect(nicOf(store).ipv6).toEqual({ kind: 'fixed', values: ['2001:db8:0:a::115', '2001:db8:0:a::120'] });
  expect(screen.getByText(/^2001:db8:0:a::115 is still held by the original instance intranet-01/)).toBeDefined();
  fireEvent.click(screen.getAllByRole('button', { name: 'Remove 2001:db8:0:a::115' })[0] ?? newIpv6());
  expect(nicOf(store).ipv6).toEqual({ kind: 'fixed', values: ['2001:db8:0:a::120'] });
  expect(screen.queryByText(/is still held by the original instance intranet-01.*eni-original/)).toBeNull();
});

it('what is not an IPv6 address is said beside the place and changes nothing', () => {
  const store = inEditor(<Card />);
  fireEvent.change(newIpv6(), { target: { value: '10.1.10.20' } });
  fireEvent.keyDown(newIpv6(), { key: 'Enter' });
  expect(screen.getByRole('alert').textContent).toBe('This is not an IPv6 address.');
  expect(nicOf(store).ipv6).toEqual({ kind: 'fixed', values: [] });
});

it('what is locked can be read and not changed', () => {
  const store = inEditor(<Card />, { locked: true });
  const before = nicOf(store);
  fireEvent.keyDown(primary(), { key: 'F2' });
  fireEvent.keyDown(primary(), { key: 'Delete' });
  expect(screen.queryByRole('textbox', { name: 'Add to IPv6 addresses of interface 1' })).toBeNull();
  expect(nicOf(store)).toBe(before);
});

it('who holds what is not known: the place does not call an address free', () => {
  const unknown = { state: 'unknown', reason: { code: 'failed', detail: '' }, asOf: '', source: 'ec2:DescribeNetworkInterfaces' } as const;
  inEditor(<Card />, { facts: { ...FACTS, interfaces: { [SUBNET]: unknown } } });
  expect(screen.queryByText(/still held/)).toBeNull();
  fireEvent.keyDown(primary(), { key: 'F2' });
  fireEvent.change(screen.getByRole('combobox', { name: 'Primary address of interface 1' }), { target: { value: '130' } });
  expect(screen.queryByText('Free')).toBeNull();
});
