import { describe, expect, it } from 'vitest';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import { applyAll } from '../apply';
import { check } from '../check';
import type { Command } from '../command';
import type { FactIndex } from '../fact-index';
import answer from '../fixtures/metadata_template.json';
import type { Arn, SubnetId } from '../ids';
import { parseTemplate } from '../parse';
import type { NewNic, RestorePlan } from '../plan';
import { find } from './find';
import { previewOnMap } from './gestures';
import { addressesOf, previewRun } from './place-run';
import { placementsAt, placementsBySubnet } from './placements';
import { isFreeRun } from './runs';
import { storyOf } from './story';
import { mapSubnet, originalOf, subnetIdsInUse } from './subnets';
import { block, eni, indexOf, instance, ip, SUBNET, type World } from './testing';

const ORIGINAL = 'i-0aaaaaaaaaaaaaaa0';
const WORLD: World = {
  cidr: '10.1.10.0/24',
  instances: [instance(ORIGINAL, 'batch-01', 'running'), instance('i-0bbbbbbbbbbbbbbb0', 'web-01', 'running')],
  interfaces: [
    eni('eni-1', [ip('10.1.10.115'), ip('10.1.10.100')], { instanceId: ORIGINAL }),
    eni('eni-2', [ip('10.1.10.20')], { instanceId: 'i-0bbbbbbbbbbbbbbb0', ipv4Prefixes: [block('10.1.10.48/28')] }),
    eni('eni-3', [ip('10.1.10.23'), ip('10.1.10.24')], { description: 'ELB app/front', requesterManaged: true }),
  ],
  reservations: [{ id: 'scr-1', cidr: '10.1.10.192/28', type: 'prefix', description: 'kubernetes' }],
  claims: [{ address: ip('10.1.10.30'), subnetId: SUBNET, by: 'sato', shown: { name: 'Sato Hanako', initials: 'SH' }, restoreId: 'r1' }],
};

const planWith = (commands: readonly Command[]): RestorePlan => {
  const parsed = parseTemplate({
    account: '123456789012',
    region: 'ap-northeast-1',
    vault: 'aws-backup-vault',
    recoveryPointArn: answer.RecoveryPointArn as Arn,
    resourceArn: `arn:aws:ec2:ap-northeast-1:123456789012:instance/${ORIGINAL}` as Arn,
    resourceName: 'batch-01',
    createdAt: null,
    template: answer.RestoreMetadata,
  });
  if (!parsed.ok) throw new Error(parsed.error.code);
  const applied = applyAll(parsed.value, [
    { type: 'set-subnet', nic: 'n0', subnetId: SUBNET as SubnetId, cidr: block('10.1.10.0/24'), addresses: 'keep' },
    { type: 'set-secondaries', nic: 'n0', secondaries: { kind: 'fixed', values: [] } },
    ...commands,
  ]);
  if (!applied.ok) throw new Error(applied.error.code);
  return applied.value;
};

const mapOf = (plan: RestorePlan, index: FactIndex) => {
  const diagnostics = check(plan, index);
  const map = mapSubnet(plan, index, diagnostics, SUBNET)!;
  return { map, diagnostics, tell: (text: string) => storyOf(map, index, diagnostics, originalOf(plan), ipv4ToNumber(ip(text)))! };
};
const index = indexOf(WORLD);

describe('what the plan places', () => {
  const plan = planWith([
    { type: 'set-primary', nic: 'n0', address: ip('10.1.10.115') },
    { type: 'add-secondary', nic: 'n0', address: ip('10.1.10.116') },
  ]);

  it('is told by subnet, with its slot, and with the conflicts that the verdict finds', () => {
    const placed = placementsBySubnet(plan, check(plan, index)).get(SUBNET)!;
    expect(
      [...placed.values()].flat().map(({ address, role, number, conflict, slot }) => ({ address, role, number, conflict, slot })),
    ).toEqual([
      { address: '10.1.10.115', role: 'primary', number: 1, conflict: true, slot: { nic: 'n0', role: 'primary' } },
      { address: '10.1.10.116', role: 'secondary', number: 1, conflict: false, slot: { nic: 'n0', role: 'secondary', index: 0 } },
    ]);
    expect(placementsAt(placed, '/NetworkInterfaces/0').map(({ address }) => address)).toEqual(['10.1.10.115', '10.1.10.116']);
    expect(placementsAt(placed, placed.get(ipv4ToNumber(ip('10.1.10.116')))![0]!.at)).toHaveLength(1);
    expect(placementsAt(placed, '/NetworkInterfaces/1')).toEqual([]);
  });

  it('names the subnets of the plan, then those of the backup, each once', () => {
    const [first, second, ...more] = subnetIdsInUse(plan);
    expect([first, more]).toEqual([SUBNET, []]);
    expect(second).toMatch(/^subnet-/);
    expect(mapSubnet(plan, index, [], 'subnet-nowhere')).toBeNull();
  });

  it('uses the field of one answer again after an edit', () => {
    const other = planWith([{ type: 'set-primary', nic: 'n0', address: ip('10.1.10.117') }]);
    expect(mapOf(other, index).map.field).toBe(mapOf(plan, index).map.field);
  });
});

describe('the story of an address', () => {
  const plan = planWith([{ type: 'set-primary', nic: 'n0', address: ip('10.1.10.115') }]);
  const { tell, map } = mapOf(plan, index);

  it('tells who holds it, as what, and that the original does', () => {
    expect(tell('10.1.10.100')).toMatchObject({
      state: 'original',
      heldBy: { role: 'secondary', original: true, holder: { instance: { name: 'batch-01' } } },
    });
    expect(tell('10.1.10.20')).toMatchObject({ state: 'used-running', heldBy: { role: 'primary', original: false } });
    expect(tell('10.1.10.50')).toMatchObject({ state: 'delegated', prefix: { text: '10.1.10.48/28' }, heldBy: { role: 'prefix' } });
    expect(tell('10.1.10.23')).toMatchObject({ state: 'used-running', heldBy: { holder: { kind: 'load-balancer' } } });
  });

  it('tells claims, reservations, what AWS keeps, and what is free, with the time of the answer', () => {
    expect(tell('10.1.10.30')).toMatchObject({ state: 'claimed', claim: { by: 'sato' } });
    expect(tell('10.1.10.200')).toMatchObject({ state: 'reserved-prefix', reservation: { description: 'kubernetes' } });
    expect(tell('10.1.10.2')).toMatchObject({ state: 'aws', aws: 'dns' });
    expect(tell('10.1.10.77')).toMatchObject({ state: 'free', heldBy: null, asOf: '2026-01-15T03:00:00.000Z' });
    expect(storyOf(map, index, [], null, ipv4ToNumber(ip('10.1.11.0')))).toBeNull();
  });

  it('tells a conflict with its findings', () => {
    const story = tell('10.1.10.115');
    expect(story).toMatchObject({ state: 'placed', kind: 'original', conflict: true });
    expect(story.findings.map(({ code }) => code)).toContain('in-use-original');
  });

  it('tells of an address that looks free that something unseen may hold it, and of no other', () => {
    const { tell: told } = mapOf(plan, indexOf({ ...WORLD, hidden: 3 }));
    expect(['10.1.10.77', '10.1.10.20', '10.1.10.30', '10.1.10.2'].map((text) => told(text).mayBeHeld)).toEqual([3, 0, 0, 0]);
    expect(tell('10.1.10.77').mayBeHeld).toBe(0);
  });

  it('tells whose it is where that is another account, and which service manages it', () => {
    const others = [
      eni('eni-8', [ip('10.1.10.80')], { instanceId: 'i-0ccccccccccccccc0', ownerId: '999988887777' }),
      eni('eni-9', [ip('10.1.10.81')], { ownerId: '123456789012', managedBy: 'eks.amazonaws.com' }),
    ];
    const { tell: told } = mapOf(plan, indexOf({ ...WORLD, interfaces: others }));
    expect(told('10.1.10.80')).toMatchObject({ heldBy: { otherAccount: '999988887777', holder: { instance: null } } });
    expect(told('10.1.10.81')).toMatchObject({ heldBy: { otherAccount: null, fact: { managedBy: 'eks.amazonaws.com' } } });
  });

  it('has no time to tell where nobody knows who holds what', () => {
    const unknown = mapOf(plan, indexOf({ ...WORLD, interfaces: null })).tell('10.1.10.20');
    expect(unknown).toMatchObject({ state: 'unknown', asOf: null, heldBy: null });
  });
});

describe('search', () => {
  const subnets = [index.subnets.get(SUBNET)!];
  const keys = (text: string, limit = 8) => find(subnets, index, text, limit).found.map(({ kind, address }) => `${kind} ${address}`);

  it('finds addresses by their whole or their last octets', () => {
    expect(keys('10.1.10.77')).toEqual(['address 10.1.10.77']);
    expect(keys('77')).toEqual(['address 10.1.10.77']);
    expect(keys('.10.77')).toEqual(['address 10.1.10.77']);
    expect(keys('10.9.9.9')).toEqual([]);
    expect(keys('300')).toEqual([]);
    expect(keys('')).toEqual([]);
  });

  it('finds holders by name, instance, interface and description, claims and reservations', () => {
    expect(keys('WEB')).toEqual(['holder 10.1.10.20']);
    expect(keys('i-0bbbbbbbbbbbbbbb0')).toEqual(['holder 10.1.10.20']);
    expect(keys('eni-3')).toEqual(['holder 10.1.10.23']);
    expect(keys('elb app')).toEqual(['holder 10.1.10.23']);
    expect(keys('sato')).toEqual(['claim 10.1.10.30']);
    expect(keys('kubernetes')).toEqual(['range 10.1.10.192']);
    expect(keys('no such thing')).toEqual([]);
  });

  it('says how many more there are', () => {
    expect(find(subnets, index, 'eni-', 2)).toMatchObject({ more: 1 });
    expect(find(subnets, index, 'eni-', 2).found).toHaveLength(2);
  });

  it('finds a last octet in each /24 of a large subnet', () => {
    const wide = indexOf({ cidr: '10.50.0.0/22' });
    const found = find([wide.subnets.get(SUBNET)!], wide, '7', 8).found;
    expect(found.map(({ address }) => address)).toEqual(['10.50.0.7', '10.50.1.7', '10.50.2.7', '10.50.3.7']);
  });
});

describe('putting down on the map', () => {
  const plan = planWith([
    { type: 'set-primary', nic: 'n0', address: ip('10.1.10.115') },
    { type: 'add-secondary', nic: 'n0', address: ip('10.1.10.116') },
  ]);
  const { map } = mapOf(plan, index);
  const value = (text: string) => ipv4ToNumber(ip(text));
  const primary = { address: ip('10.1.10.115'), subnetId: SUBNET, from: { nic: 'n0', role: 'primary' } } as const;
  const secondary = { address: ip('10.1.10.116'), subnetId: SUBNET, from: { nic: 'n0', role: 'secondary', index: 0 } } as const;

  it('on a free address gives the slot that one instead', () => {
    const preview = previewOnMap(plan, index, [primary], map, value('10.1.10.120'));
    expect(preview).toMatchObject({ kind: 'legal', effect: 'replace' });
    const after = applyAll(plan, preview.kind === 'legal' ? preview.step.commands : []);
    expect(after.ok && (after.value.nics[0] as NewNic).primary).toEqual({ kind: 'fixed', address: '10.1.10.120' });
  });

  it('anywhere else, or with several selected, takes them out of the plan', () => {
    expect(previewOnMap(plan, index, [secondary], map, value('10.1.10.20'))).toMatchObject({ kind: 'legal', effect: 'return' });
    expect(previewOnMap(plan, index, [secondary], map, null)).toMatchObject({ kind: 'legal', effect: 'return' });
    expect(previewOnMap(plan, index, [primary, secondary], map, value('10.1.10.120'))).toMatchObject({ effect: 'return-several' });
    expect(previewOnMap(plan, index, [{ ...primary, from: null }], map, value('10.1.10.120'))).toMatchObject({ kind: 'refused' });
  });

  it('places a run as secondaries in one step, which is then no free run any more', () => {
    const run = { first: value('10.1.10.120'), last: value('10.1.10.122') };
    expect(addressesOf(run)).toEqual(['10.1.10.120', '10.1.10.121', '10.1.10.122']);
    const preview = previewRun(plan, index, SUBNET, run, plan.nics[0] as NewNic);
    if (preview.kind !== 'legal') throw new Error(preview.code);
    const after = applyAll(plan, preview.step.commands);
    if (!after.ok) throw new Error(after.error.code);
    expect((after.value.nics[0] as NewNic).secondaries).toMatchObject({ values: ['10.1.10.116', ...addressesOf(run)] });
    expect(isFreeRun(map.field, map.placements, run)).toBe(true);
    expect(isFreeRun(map.field, mapOf(after.value, index).map.placements, run)).toBe(false);
  });
});
