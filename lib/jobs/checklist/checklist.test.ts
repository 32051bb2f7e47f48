import { describe, expect, it } from 'vitest';
import type { Known } from '@/lib/restore/facts';
import type { InterfaceMatch } from '../compare-addresses';
import type { NearInterface, Surroundings } from '../surroundings';
import { checklist, disagrees, leftToDo, stateOf, type Ticked } from './checklist';
import { guestPlatform, secondarySteps } from './guest';
import { type ChecklistItem, item, type Restored } from './item';

const AT = '2026-11-29T12:00:00.000Z';
const known = <T>(source: string, value: T): Known<T> => ({ state: 'known', value, asOf: AT, source });
const denied = (action: string): Extract<Known<never>, { state: 'unknown' }> => ({
  state: 'unknown',
  reason: { code: 'denied', action },
  asOf: AT,
  source: action,
});

const OLD = 'i-0aaaaaaaaaaaaaaaa';
const NEW = 'i-0bbbbbbbbbbbbbbbb';
const GROUP = 'arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/web/1';

const nic = (more: Partial<NearInterface> = {}): NearInterface => ({
  id: 'eni-old',
  deviceIndex: 0,
  subnetId: 'subnet-a',
  vpcId: 'vpc-a',
  macAddress: '06:00:00:00:00:01',
  addresses: ['10.1.10.21', '10.1.10.22'],
  sourceDestCheck: true,
  tags: {},
  ...more,
});

const near = (instanceId: string, more: Partial<Surroundings> = {}): Surroundings => ({
  instanceId,
  instance: known('ec2:DescribeInstances', { state: 'running', platform: 'Linux/UNIX', tags: {} }),
  interfaces: known('ec2:DescribeNetworkInterfaces', [nic()]),
  volumes: known('ec2:DescribeVolumes', []),
  elasticIps: known('ec2:DescribeAddresses', []),
  targets: known('elasticloadbalancing:DescribeTargetHealth', []),
  alarms: known('cloudwatch:DescribeAlarms', []),
  scalingGroup: known('autoscaling:DescribeAutoScalingInstances', null),
  managed: known('ssm:DescribeInstanceInformation', null),
  records: known('route53:ListResourceRecordSets', []),
  ...more,
});

/** One interface that was asked for with a primary and a secondary, and has them. */
const match = (addresses: readonly string[] = ['10.1.10.21', '10.1.10.22']): InterfaceMatch => ({
  deviceIndex: 0,
  askedSubnetId: 'subnet-a',
  askedInterfaceId: null,
  actual: {
    id: 'eni-new',
    deviceIndex: 0,
    subnetId: 'subnet-a',
    macAddress: '06:00:00:00:00:02',
    addresses,
    ipv4Prefixes: [],
    ipv6Addresses: [],
  },
  addresses: addresses.map((address, i) => ({
    role: i === 0 ? 'primary' : 'secondary',
    asked: { kind: 'fixed', address },
    actual: address,
    match: 'same',
  })),
  matches: true,
});

const newNic = (more: Partial<NearInterface> = {}) => nic({ id: 'eni-new', macAddress: '06:00:00:00:00:02', ...more });
const renewed = (more: Partial<Surroundings> = {}): Surroundings =>
  near(NEW, { interfaces: known('ec2:DescribeNetworkInterfaces', [newNic()]), ...more });

const restored = (more: Partial<Restored> = {}): Restored => ({
  region: 'ap-northeast-1',
  originalId: OLD,
  originalRegion: 'ap-northeast-1',
  before: near(OLD),
  original: known('ec2:DescribeInstances', null),
  after: renewed(),
  holders: known(
    'ec2:DescribeNetworkInterfaces',
    ['10.1.10.21', '10.1.10.22'].map((address) => ({ address, interfaceId: 'eni-new', instanceId: NEW })),
  ),
  interfaces: [match()],
  prefixLengths: { 'subnet-a': 24 },
  ...more,
});

const of = (kind: ChecklistItem['kind'], given: Restored): readonly ChecklistItem[] =>
  checklist(given).filter((each) => each.kind === kind);
const one = (kind: ChecklistItem['kind'], given: Restored): ChecklistItem => {
  const [first, ...more] = of(kind, given);
  if (first === undefined || more.length > 0) throw new Error(`${more.length + 1} items of ${kind}`);
  return first;
};

describe('what the original had', () => {
  it('nothing of a kind is one item that does not apply, with the call that says so', () => {
    for (const kind of ['elastic', 'target', 'record', 'alarm', 'scaling', 'managed', 'sourceDest', 'tags'] as const)
      expect(one(kind, restored())).toMatchObject({ state: 'not-applicable', evidence: { asOf: AT }, command: null });
  });

  it('what may not be read is unknown with the name of the action, and what nobody read before its end is unknown', () => {
    const before = near(OLD, { targets: denied('elasticloadbalancing:DescribeTargetGroups'), elasticIps: denied('ec2:DescribeAddresses') });
    expect(one('target', restored({ before }))).toMatchObject({
      state: 'unknown',
      why: { code: 'denied', action: 'elasticloadbalancing:DescribeTargetGroups' },
    });
    expect(one('elastic', restored({ before })).why).toEqual({ code: 'denied', action: 'ec2:DescribeAddresses' });
    for (const kind of ['elastic', 'target', 'record', 'alarm', 'scaling', 'managed', 'sourceDest', 'tags'] as const)
      expect(one(kind, restored({ before: null }))).toMatchObject({ state: 'unknown', why: { code: 'not-given' } });
  });

  it('an Elastic IP is open until the restored instance has it, with the command that moves it to the same address', () => {
    const ip = { publicIp: '203.0.113.18', allocationId: 'eipalloc-1', interfaceId: 'eni-old', privateIp: '10.1.10.22' };
    const before = near(OLD, { elasticIps: known('ec2:DescribeAddresses', [ip]) });
    expect(one('elastic', restored({ before }))).toMatchObject({
      key: 'elastic:eipalloc-1',
      state: 'open',
      command:
        'aws ec2 associate-address --region ap-northeast-1 --allocation-id eipalloc-1 --network-interface-id eni-new --private-ip-address 10.1.10.22 --allow-reassociation',
    });
    const moved = renewed({ elasticIps: known('ec2:DescribeAddresses', [{ ...ip, interfaceId: 'eni-new' }]) });
    expect(one('elastic', restored({ before, after: moved })).state).toBe('done');
    expect(one('elastic', restored({ before, after: renewed({ elasticIps: denied('ec2:DescribeAddresses') }) }))).toMatchObject({
      state: 'unknown',
      why: { code: 'denied' },
    });
  });

  it('a target by instance id is registered with the new id, one by address stays if the address does', () => {
    const target = { groupArn: GROUP, groupName: 'web', id: OLD, port: 80, health: 'healthy' };
    const byAddress = { ...target, id: '10.1.10.21', port: 443 };
    const before = near(OLD, { targets: known('elasticloadbalancing:DescribeTargetHealth', [target, byAddress]) });
    const now = renewed({ targets: known('elasticloadbalancing:DescribeTargetHealth', [byAddress]) });
    const items = of('target', restored({ before, after: now }));
    expect(items.map(({ state }) => state)).toEqual(['open', 'done']);
    expect(items[0]?.command).toBe(
      `aws elbv2 register-targets --region ap-northeast-1 --target-group-arn ${GROUP} --targets Id=${NEW},Port=80`,
    );
    const again = renewed({ targets: known('elasticloadbalancing:DescribeTargetHealth', [{ ...target, id: NEW, health: 'initial' }]) });
    expect(of('target', restored({ before, after: again }))[0]).toMatchObject({ state: 'done', params: { health: 'initial' } });
    const draining = renewed({ targets: known('elasticloadbalancing:DescribeTargetHealth', [{ ...target, id: NEW, health: 'draining' }]) });
    expect(of('target', restored({ before, after: draining }))[0]?.state).toBe('open');
  });

  it('a record that names an old address should name the one in its place; one by weight has no command', () => {
    const record = {
      zoneId: 'Z1',
      zoneName: 'corp.',
      name: 'web.corp.',
      type: 'A',
      ttl: 60,
      values: ['10.1.10.21', '10.9.9.9'],
      routed: false,
    };
    const before = near(OLD, { records: known('route53:ListResourceRecordSets', [record, { ...record, name: 'w.corp.', routed: true }]) });
    const moved = newNic({ addresses: ['10.1.10.77'] });
    const now = renewed({ interfaces: known('ec2:DescribeNetworkInterfaces', [moved]), records: before.records });
    const items = of('record', restored({ before, after: now }));
    expect(items.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(items[0]?.params.wanted).toBe('10.1.10.77, 10.9.9.9');
    expect(items[0]?.command).toContain('"ResourceRecords":[{"Value":"10.1.10.77"},{"Value":"10.9.9.9"}]');
    expect(items[1]?.command).toBeNull();
    const kept = renewed({ records: before.records });
    expect(of('record', restored({ before, after: kept })).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('an alarm is put again with the new id in the place of the old', () => {
    const definition = JSON.stringify({ AlarmName: 'cpu', Dimensions: [{ Name: 'InstanceId', Value: OLD }], Threshold: 1 });
    const before = near(OLD, { alarms: known('cloudwatch:DescribeAlarms', [{ name: 'cpu', definition }]) });
    const open = one('alarm', restored({ before }));
    expect(open.state).toBe('open');
    expect(open.command).toContain(`"Value":"${NEW}"`);
    expect(open.command).not.toContain(OLD);
    const now = renewed({ alarms: known('cloudwatch:DescribeAlarms', [{ name: 'cpu', definition }]) });
    expect(one('alarm', restored({ before, after: now })).state).toBe('done');
  });

  it('Auto Scaling, Systems Manager and the source/destination check are compared by the restored instance', () => {
    const before = near(OLD, {
      scalingGroup: known('autoscaling:DescribeAutoScalingInstances', 'workers'),
      managed: known('ssm:DescribeInstanceInformation', { ping: 'Online', platformName: 'Ubuntu' }),
      interfaces: known('ec2:DescribeNetworkInterfaces', [nic({ sourceDestCheck: false })]),
    });
    const states = (now: Surroundings) =>
      (['scaling', 'managed', 'sourceDest'] as const).map((kind) => one(kind, restored({ before, after: now })).state);
    expect(states(renewed())).toEqual(['open', 'open', 'open']);
    const done = renewed({
      scalingGroup: known('autoscaling:DescribeAutoScalingInstances', 'workers'),
      managed: known('ssm:DescribeInstanceInformation', { ping: 'Online', platformName: 'Ubuntu' }),
      interfaces: known('ec2:DescribeNetworkInterfaces', [newNic({ sourceDestCheck: false })]),
    });
    expect(states(done)).toEqual(['done', 'done', 'done']);
  });

  it('tags are compared thing by thing; those of AWS are nobody’s to set, and odd values are quoted', () => {
    const tags = { Name: "web-01's", 'aws:autoscaling:groupName': 'x', team: 'a,b' };
    const before = near(OLD, {
      interfaces: known('ec2:DescribeNetworkInterfaces', [nic({ tags })]),
      volumes: known('ec2:DescribeVolumes', [{ id: 'vol-1', device: '/dev/xvda', tags: { backup: 'daily' } }]),
    });
    const now = renewed({
      interfaces: known('ec2:DescribeNetworkInterfaces', [newNic({ tags: { Name: "web-01's" } })]),
      volumes: known('ec2:DescribeVolumes', [{ id: 'vol-2', device: '/dev/xvda', tags: { backup: 'daily' } }]),
    });
    const items = of('tags', restored({ before, after: now }));
    expect(items.map(({ key, state }) => [key, state])).toEqual([
      ['tags:interface:0', 'open'],
      ['tags:volume:/dev/xvda', 'done'],
    ]);
    expect(items[0]?.params.names).toBe('team');
    expect(items[0]?.command).toBe(
      `aws ec2 create-tags --region ap-northeast-1 --resources eni-new --tags '[{"Key":"team","Value":"a,b"}]'`,
    );
  });
});

describe('the addresses and the original', () => {
  it('are verified: the restored instance has them, nobody else does, and the old holder is gone', () => {
    expect(one('addresses', restored()).state).toBe('done');
    expect(one('original', restored()).state).toBe('done');
  });

  it('are open where somebody else answers, one is missing, or the original still exists', () => {
    const other = { address: '10.1.10.22', interfaceId: 'eni-x', instanceId: 'i-x' };
    const shared = restored({
      holders: known('ec2:DescribeNetworkInterfaces', [{ address: '10.1.10.21', interfaceId: 'eni-new', instanceId: NEW }, other]),
    });
    expect(one('addresses', shared)).toMatchObject({ state: 'open', params: { others: '10.1.10.22 (i-x)', missing: '10.1.10.22' } });
    for (const state of ['running', 'stopped', 'pending'])
      expect(one('original', restored({ original: known('ec2:DescribeInstances', { state, platform: null, tags: {} }) })).state).toBe(
        'open',
      );
    expect(one('original', restored({ original: denied('ec2:DescribeInstances') })).state).toBe('unknown');
  });
});

describe('the guest', () => {
  it('is told its secondaries, routing and MAC addresses, which only a person can see to', () => {
    const two = restored({ interfaces: [match(), { ...match(['10.1.10.31']), deviceIndex: 1 }] });
    const items = checklist(two).filter(({ evidence }) => evidence === null);
    expect(items.map(({ key, state }) => [key, state])).toEqual([
      ['secondary', 'open'],
      ['several', 'open'],
      ['mac', 'open'],
    ]);
    expect(items[0]?.guest?.commands.ubuntu).toContain('- 10.1.10.22/24');
  });

  it('of an interface that was attached keeps its MAC address', () => {
    const kept = restored({ interfaces: [{ ...match(['10.1.10.21']), askedInterfaceId: 'eni-new' }] });
    expect(checklist(kept).filter(({ kind }) => kind === 'mac' || kind === 'secondary')).toEqual([]);
  });

  it.each([
    ['Linux/UNIX', 'Amazon Linux', 'amazon-linux'],
    ['Linux/UNIX', null, null],
    ['Ubuntu Pro', null, 'ubuntu'],
    ['Red Hat Enterprise Linux', null, 'rhel'],
    ['Windows', 'Microsoft Windows Server 2022 Datacenter', 'windows'],
  ] as const)('%s, to Systems Manager %s, is %s', (details, managed, platform) => {
    expect(guestPlatform(details, managed)).toBe(platform);
  });

  it('that is Windows is told in PowerShell by its MAC address, one of an unknown Linux in all of Linux', () => {
    const nics = [{ macAddress: '06:aa:00:00:00:01', secondaries: ['10.0.0.5'], prefixLength: 20 }];
    expect(secondarySteps('windows', nics).commands).toEqual({ windows: expect.stringContaining("-eq '06-AA-00-00-00-01'") });
    expect(secondarySteps('windows', nics).commands.windows).toContain('-IPAddress 10.0.0.5 -PrefixLength 20');
    expect(Object.keys(secondarySteps(null, nics).commands)).toEqual(['amazon-linux', 'ubuntu', 'rhel']);
  });
});

describe('ticks', () => {
  const open = item({ key: 'target:x', kind: 'target', rule: 'F24', state: 'open', evidence: { source: 's', asOf: AT } });
  const ticked = (state: Ticked['state']): Ticked => ({ state, by: 'operator', at: AT, shown: 'open' });

  it('a person’s word counts before what AWS shows, until they open it again', () => {
    expect(stateOf(open, null)).toBe('open');
    expect(stateOf(open, ticked('done'))).toBe('done');
    expect(stateOf(open, ticked('not-applicable'))).toBe('not-applicable');
    expect(stateOf({ ...open, state: 'done' }, ticked('open'))).toBe('done');
  });

  it('tells where AWS does not show what a person called done', () => {
    expect(disagrees(open, ticked('done'))).toBe(true);
    expect(disagrees({ ...open, evidence: null }, ticked('done'))).toBe(false);
    expect(disagrees({ ...open, state: 'done' }, ticked('done'))).toBe(false);
  });

  it('counts what is open or unknown', () => {
    const unknown = { ...open, key: 'b', state: 'unknown' } as const;
    expect(leftToDo([open, unknown, { ...open, key: 'c', state: 'done' }], {})).toBe(2);
    expect(leftToDo([open, unknown], { 'target:x': ticked('done') })).toBe(1);
  });
});
