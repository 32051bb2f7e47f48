import { describe, expect, it } from 'vitest';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import { addressField } from '@/lib/restore/address-map/field';
import { cellGrid } from '@/lib/restore/address-map/geometry';
import { NO_PLACEMENTS, type Placement } from '@/lib/restore/address-map/placements';
import { block, eni, indexOf, instance, ip, SUBNET } from '@/lib/restore/address-map/testing';
import { blockOf, tileBlock } from './block';
import { blocksOf } from './blocks';
import { cellLooks, heldAmong, lookSignature, selectedIn } from './cell-look';

const index = indexOf({
  cidr: '10.1.9.16/28',
  instances: [instance('i-0aaaaaaaaaaaaaaa0', 'batch-01', 'running')],
  interfaces: [
    eni('eni-1', [ip('10.1.9.21')], { instanceId: 'i-0aaaaaaaaaaaaaaa0' }),
    eni('eni-2', [ip('10.1.9.22')], { ipv4Prefixes: [block('10.1.9.24/30')] }),
  ],
  reservations: [{ id: 'scr-1', cidr: '10.1.9.24/29', type: 'prefix', description: 'pods' }],
  claims: [{ address: ip('10.1.9.23'), subnetId: SUBNET, by: 'p-1', shown: { name: 'Hanako Sato', initials: 'HS' }, restoreId: 'r' }],
});
const subnetIndex = index.subnets.get(SUBNET)!;
const subnet = {
  index: subnetIndex,
  field: addressField(subnetIndex, index.instances, 'i-0aaaaaaaaaaaaaaa0'),
  placements: NO_PLACEMENTS,
};
const grid = cellGrid(subnet.field.range, 0);

describe('the looks of cells', () => {
  it('say the state, the mark, and what can be taken up', () => {
    const looks = cellLooks(subnet, grid, new Set([ipv4ToNumber(ip('10.1.9.22'))]));
    expect(
      looks.slice(3, 9).map(({ state, letters, returning, changed, movable }) => ({ state, letters, returning, changed, movable })),
    ).toEqual([
      { state: 'aws', letters: '', returning: false, changed: false, movable: false },
      { state: 'free', letters: '', returning: false, changed: false, movable: true },
      { state: 'original', letters: '', returning: true, changed: false, movable: true },
      { state: 'used-running', letters: '', returning: false, changed: true, movable: false },
      { state: 'claimed', letters: 'HS', returning: false, changed: false, movable: false },
      { state: 'delegated', letters: '', returning: false, changed: false, movable: false },
    ]);
  });

  it('are equal for a row that looks the same, and differ where one address is placed', () => {
    const free = lookSignature(subnet, cellLooks(subnet, grid, new Set()));
    expect(lookSignature(subnet, cellLooks(subnet, grid, new Set()))).toBe(free);
    const address = ip('10.1.9.20');
    const placed: Placement = {
      value: ipv4ToNumber(address),
      address,
      slot: { nic: 'n0', role: 'primary' },
      role: 'primary',
      number: 1,
      at: '/NetworkInterfaces/0/PrivateIpAddresses/0',
      conflict: false,
      warning: false,
    };
    const planned = { ...subnet, placements: new Map([[placed.value, [placed]]]) };
    expect(lookSignature(planned, cellLooks(planned, grid, new Set()))).not.toBe(free);
  });

  it('tell which of them are selected, and nothing of another subnet', () => {
    const looks = cellLooks(subnet, grid, new Set());
    const held = (subnetId: string) => selectedIn(subnet, [{ address: ip('10.1.9.20'), subnetId, from: null }]);
    expect(heldAmong(looks, held(SUBNET))).toBe(String(ipv4ToNumber(ip('10.1.9.20'))));
    expect(heldAmong(looks.slice(8), held(SUBNET))).toBe('');
    expect(heldAmong(looks, held('subnet-other'))).toBe('');
  });

  it('name blocks by letters in order, the wider first', () => {
    expect(blocksOf(subnet).map(({ letter, cidr, kind }) => [letter, cidr, kind])).toEqual([
      ['A', '10.1.9.24/29', 'prefix'],
      ['B', '10.1.9.24/30', 'delegated'],
    ]);
    expect([blockOf(grid), tileBlock(grid.first)]).toEqual(['10.1.9.16/28', '10.1.9.16/24']);
  });
});
