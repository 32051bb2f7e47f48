import { describe, expect, it } from 'vitest';
import { createEditorStore, type EditorStore, type HeldAddress } from '@/components/restore/editor-store';
import { type Cidr, parseCidr } from '@/lib/net/cidr';
import { parseIpv4 } from '@/lib/net/ipv4';
import type { Slot } from '@/lib/restore/command';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import { articlePlan } from '@/lib/restore/fixtures/article';
import { begin, canUndo } from '@/lib/restore/undo';
import { actOn, moveTo, takeOut } from './gestures';
import { pasteOnto } from './paste-onto';
import { findingsAt, isLit } from './places';
import { clearSelection, heldFor, previewAt, put, toggleHeld } from './selection';

const ip = (text: string) => {
  const address = parseIpv4(text);
  if (address === null) throw new Error(text);
  return address;
};
const SUBNET = 'subnet-0bdb9444b6747e0d6';
const PRIMARY: Slot = { nic: 'n0', role: 'primary' };
const SECONDARY: Slot = { nic: 'n0', role: 'secondary', index: 0 };
const NO_KEYS = { ctrlKey: false, metaKey: false, shiftKey: false };
const SHIFT = { ...NO_KEYS, shiftKey: true };

/** The article's instance: primary .115, secondary .100. */
const open = (locked = false): EditorStore => {
  return createEditorStore(begin(articlePlan()), indexFacts(NO_FACTS), locked);
};
const at = (from: Slot, text: string): HeldAddress => ({ address: ip(text), subnetId: SUBNET, from });
const own = () => ({ primary: at(PRIMARY, '10.1.10.115'), secondary: at(SECONDARY, '10.1.10.100') });
const addresses = (store: EditorStore) => {
  const [nic] = store.read().plan.nics;
  return nic?.kind === 'new' ? [nic.primary, nic.secondaries] : [];
};

describe('the selection', () => {
  it('takes up with one click and puts down with the next, as one step', () => {
    const store = open();
    expect(actOn(store, SECONDARY, own().secondary, NO_KEYS)).toBe('done');
    expect(store.read().held).toHaveLength(1);
    actOn(store, PRIMARY, own().primary, NO_KEYS);
    expect(addresses(store)).toEqual([
      { kind: 'fixed', address: '10.1.10.100' },
      { kind: 'fixed', values: ['10.1.10.115'] },
    ]);
    expect(store.read().held).toEqual([]);
    expect(store.read().outcome).toMatchObject({ kind: 'done', effect: 'swap' });
    store.undo();
    expect(addresses(store)[0]).toEqual({ kind: 'fixed', address: '10.1.10.115' });
    expect(canUndo(store.read().history)).toBe(false);
  });

  it('lets go of what is clicked again, and of everything on request', () => {
    const store = open();
    actOn(store, PRIMARY, own().primary, NO_KEYS);
    actOn(store, PRIMARY, own().primary, NO_KEYS);
    expect(store.read()).toMatchObject({ held: [], outcome: { kind: 'cleared' } });
    actOn(store, PRIMARY, own().primary, NO_KEYS);
    clearSelection(store);
    expect(store.read().held).toEqual([]);
    expect(canUndo(store.read().history)).toBe(false);
  });

  it('gathers several with Shift or Space, and opens when the last is put back', () => {
    const store = open();
    actOn(store, PRIMARY, own().primary, SHIFT);
    toggleHeld(store, own().secondary);
    expect(store.read().held.map(({ address }) => address)).toEqual(['10.1.10.115', '10.1.10.100']);
    toggleHeld(store, own().primary);
    expect(store.read().held).toHaveLength(1);
    toggleHeld(store, own().secondary);
    expect(store.read().outcome).toEqual({ kind: 'cleared' });
  });

  it('keeps what it holds when the place refuses, and tells why', () => {
    const store = open();
    store.perform({ label: 'set-count', commands: [{ type: 'set-secondaries', nic: 'n0', secondaries: { kind: 'automatic', count: 1 } }] });
    store.hold([own().primary]);
    expect(put(store, { nic: 'n0', role: 'new-secondary' })).toBe(false);
    expect(store.read()).toMatchObject({ held: [{ address: '10.1.10.115' }], outcome: { kind: 'refused', code: 'count-set' } });
  });

  it('previews each place once for one selection', () => {
    const store = open();
    expect(previewAt(store.read(), PRIMARY)).toBeNull();
    store.hold([own().secondary]);
    expect(previewAt(store.read(), PRIMARY)).toBe(previewAt(store.read(), PRIMARY));
    expect(previewAt(store.read(), PRIMARY)).toMatchObject({ kind: 'legal', effect: 'swap' });
    store.hold([own().primary]);
    expect(previewAt(store.read(), PRIMARY)).toMatchObject({ kind: 'refused', code: 'same-place' });
  });

  it('takes an address of the map from its slot where the plan places it', () => {
    const store = open();
    expect(heldFor(store.read(), SUBNET, ip('10.1.10.100')).from).toEqual(SECONDARY);
    expect(heldFor(store.read(), SUBNET, ip('10.1.10.20')).from).toBeNull();
  });

  it('is free in a plan that cannot be edited', () => {
    const store = open(true);
    store.hold([own().primary]);
    expect(store.read().held).toEqual([]);
  });
});

describe('gestures without a selection', () => {
  it('take an address out, and move it in one', () => {
    const store = open();
    expect(takeOut(store, own().primary)).toBe(true);
    expect(addresses(store)[0]).toEqual({ kind: 'automatic' });
    expect(moveTo(store, own().secondary, PRIMARY)).toBe(true);
    expect(addresses(store)[0]).toEqual({ kind: 'fixed', address: '10.1.10.100' });
  });

  it('want typing where there is nothing to take and nothing to put', () => {
    expect(actOn(open(), { nic: 'n0', role: 'new-secondary' }, null, NO_KEYS)).toBe('edit');
  });
});

describe('what would come of it', () => {
  const DETAILS = { name: null, vpcId: 'vpc-1', ipv6Cidrs: [], ipv6Native: false, availabilityZone: 'a', availabilityZoneId: null };
  /** Facts in which the interface's subnet is this block. */
  const block = (cidr: Cidr) =>
    indexFacts({
      ...NO_FACTS,
      subnets: {
        state: 'known',
        asOf: '2026-11-24T09:00:00.000Z',
        source: 'test',
        value: [{ ...DETAILS, id: SUBNET, cidr, availableAddressCount: 9, ownerId: '123456789012', mapPublicIpOnLaunch: false }],
      },
    });
  const cidr = (text: string): Cidr => {
    const parsed = parseCidr(text);
    if (parsed === null) throw new Error(text);
    return parsed;
  };
  const preview = (store: EditorStore) => previewAt(store.read(), PRIMARY);
  const fromMap = (text: string): HeldAddress => ({ address: ip(text), subnetId: SUBNET, from: null });

  it('is made once for the same plan, facts and selection', () => {
    const store = open();
    store.hold([fromMap('10.1.10.7')]);
    expect(preview(store)).toBe(preview(store));
    store.setLocked(true);
    expect(preview(store)).toMatchObject({ kind: 'refused', code: 'locked' });
  });

  it('follows new facts', () => {
    const store = open();
    store.hold([fromMap('10.1.10.7')]);
    expect(preview(store)).toMatchObject({ kind: 'legal' });
    store.setIndex(block(cidr('10.1.10.64/26')));
    expect(preview(store)).toMatchObject({ kind: 'refused', code: 'outside-subnet' });
    store.setIndex(block(cidr('10.1.10.0/26')));
    expect(preview(store)).toMatchObject({ kind: 'legal' });
  });

  it('follows the plan and the selection', () => {
    const store = open();
    store.hold([fromMap('10.1.10.7')]);
    expect(preview(store)).toMatchObject({ effect: 'replace', params: { other: '10.1.10.115' } });
    store.perform({ label: 'x', commands: [{ type: 'set-primary', nic: 'n0', address: 'automatic' }] });
    expect(preview(store)).toMatchObject({ effect: 'place-primary' });
    store.hold([fromMap('10.1.10.100')]);
    expect(preview(store)).toMatchObject({ kind: 'refused', code: 'duplicate' });
    store.hold([]);
    expect(preview(store)).toBeNull();
  });
});

describe('pasting onto a place', () => {
  it('puts one address into it', () => {
    const store = open();
    expect(pasteOnto(store, SECONDARY, ' 10.1.10.7\n')).toBe(true);
    expect(addresses(store)[1]).toEqual({ kind: 'fixed', values: ['10.1.10.7'] });
  });

  it('adds a list as one step and tells what does not fit', async () => {
    const store = open();
    expect(pasteOnto(store, PRIMARY, '10.1.10.7, 10.1.10.8\n10.1.10.115;web-01')).toBe(true);
    await expect.poll(() => store.read().outcome?.kind).toBe('pasted');
    expect(addresses(store)[1]).toEqual({ kind: 'fixed', values: ['10.1.10.100', '10.1.10.7', '10.1.10.8'] });
    expect(store.read().outcome).toMatchObject({
      kind: 'pasted',
      fits: ['10.1.10.7', '10.1.10.8'],
      unfit: [
        { text: '10.1.10.115', code: 'duplicate' },
        { text: 'web-01', code: 'malformed' },
      ],
    });
    store.undo();
    expect(canUndo(store.read().history)).toBe(false);
  });

  it('leaves alone what is no address, and a plan that cannot be edited', () => {
    expect(pasteOnto(open(), PRIMARY, '  ')).toBe(false);
    expect(pasteOnto(open(true), PRIMARY, '10.1.10.7')).toBe(false);
  });
});

describe('places', () => {
  it('keep the array of their findings while nothing changes there', () => {
    const store = open();
    const before = findingsAt(store.read(), '/NetworkInterfaces/0');
    store.perform({ label: 'description', commands: [{ type: 'set-description', nic: 'n0', description: 'x' }] });
    expect(findingsAt(store.read(), '/NetworkInterfaces/0')).toBe(before);
  });

  it('are lit by their address, by their place and by what is inside it, and by nothing beside it', () => {
    const place = '/NetworkInterfaces/0/PrivateIpAddresses/1';
    const lit = (spot: Parameters<typeof isLit>[0]) => isLit(spot, place, ip('10.1.10.100'), SUBNET);
    expect(lit({ kind: 'address', address: ip('10.1.10.100'), subnetId: SUBNET })).toBe(true);
    expect(lit({ kind: 'address', address: ip('10.1.10.100'), subnetId: 'subnet-other' })).toBe(false);
    expect(lit({ kind: 'place', at: place })).toBe(true);
    expect(lit({ kind: 'place', at: `${place}/PrivateIpAddress` })).toBe(true);
    expect(lit({ kind: 'place', at: `${place}0` })).toBe(false);
    expect(lit(null)).toBe(false);
  });
});

describe('what several look at', () => {
  const counted = (subscribe: (listener: () => void) => () => void) => {
    const count = { times: 0 };
    subscribe(() => {
      count.times += 1;
    });
    return count;
  };

  it('is told only when it changes: pointing twice at the same is once, and nobody else hears of it', () => {
    const store = open();
    const pointing = counted(store.pointing.subscribe);
    const rest = counted(store.subscribe);
    store.point({ kind: 'place', at: '/NetworkInterfaces/0' });
    store.point({ kind: 'place', at: '/NetworkInterfaces/0' });
    store.hold([own().primary]);
    store.aim(SECONDARY);
    store.aim({ nic: 'n0', role: 'secondary', index: 0 });
    expect([pointing.times, rest.times]).toEqual([2, 1]);
  });

  it('is one change where a move, the cleared selection and what came of it belong together', () => {
    const store = open();
    store.hold([own().primary]);
    store.aim(SECONDARY);
    const rest = counted(store.subscribe);
    expect(put(store, SECONDARY)).toBe(true);
    expect(rest.times).toBe(1);
    expect(store.read()).toMatchObject({ held: [], outcome: { kind: 'done', effect: 'swap' } });
    expect(store.pointing.read().over).toBeNull();
  });
});
