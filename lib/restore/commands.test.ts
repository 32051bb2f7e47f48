import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCidr } from '@/lib/net/cidr';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { MAX_STEPS } from './bounds';
import { check } from './check';
import type { Command, Slot, Target } from './command';
import { cpuOptionsFit } from './cpu-options';
import { explain } from './explain';
import { indexFacts } from './fact-index';
import type { InstanceTypeFact } from './facts';
import { articlePlan } from './fixtures/article';
import answer from './fixtures/metadata_template.json';
import type { SecurityGroupId, SubnetId } from './ids';
import type { RestorePlan } from './plan';
import { FACTS } from './rules/cases/fixture';
import { toMetadata } from './to-metadata';
import { begin, canRedo, canUndo, perform, planAt, redo, replay, undo } from './undo';

const planOf = (changes: Readonly<Record<string, string>> = {}): RestorePlan => articlePlan({ ...answer.RestoreMetadata, ...changes });

const nic = fc.constantFrom('n0', 'n1', 'n2', 'n9');
const address = fc.integer({ min: 0x0a010a04, max: 0x0a010a10 }).map(ipv4FromNumber);
const index = fc.integer({ min: 0, max: 3 });
const slot: fc.Arbitrary<Slot> = fc.oneof(
  fc.record({ nic, role: fc.constant('primary' as const) }),
  fc.record({ nic, role: fc.constant('secondary' as const), index }),
);
const target: fc.Arbitrary<Target> = fc.oneof(
  slot,
  fc.record({ nic, role: fc.constant('new-secondary' as const) }),
  fc.constant({ role: 'pool' as const }),
);
const type = <T extends string>(text: T) => fc.constant(text);
const cidr = parseCidr('10.1.11.0/24');
if (cidr === null) throw new Error('no block');

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: type('set-primary'), nic, address: fc.oneof(address, fc.constant('automatic' as const)) }),
  fc.record({ type: type('add-secondary'), nic, address }),
  fc.record({ type: type('replace-secondary'), nic, index, address }),
  fc.record({ type: type('remove-secondary'), nic, index }),
  fc.record({ type: type('move-address'), from: slot, to: target }),
  fc.record({
    type: type('set-secondaries'),
    nic,
    secondaries: fc.record({ kind: type('automatic'), count: fc.integer({ min: -1, max: 3 }) }),
  }),
  fc.record({
    type: type('add-nic'),
    subnetId: fc.constant('subnet-0bdb9444b6747e0d6' as SubnetId),
    groups: fc.constant([] as SecurityGroupId[]),
  }),
  fc.record({ type: type('remove-nic'), nic }),
  fc.record({ type: type('move-nic'), nic, toPosition: fc.integer({ min: -1, max: 4 }) }),
  fc.record({
    type: type('set-subnet'),
    nic,
    subnetId: fc.constantFrom('subnet-b' as SubnetId, 'subnet-0bdb9444b6747e0d6' as SubnetId),
    cidr: fc.constant(cidr),
    addresses: fc.constantFrom('keep-last-octets' as const, 'make-automatic' as const),
  }),
  fc.record({
    type: type('set-override'),
    key: fc.constantFrom('KeyName', 'keyname', 'Placement'),
    value: fc.constantFrom('x', null, undefined),
  }),
);

const perform1 = (plan: RestorePlan, commands: readonly Command[]) => {
  let history = begin(plan);
  for (const each of commands) {
    const next = perform(history, { label: 'test', commands: [each] });
    if (next.ok) history = next.value;
  }
  return history;
};

describe('commands', () => {
  it('leave the plan they are given as it was, and always make one that can be checked and sent', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
        const before = planOf();
        const text = JSON.stringify(before);
        const plan = planAt(perform1(before, commands));
        expect(JSON.stringify(before)).toBe(text);
        expect(plan.nics.length).toBeGreaterThan(0);
        expect(new Set(plan.nics.map((each) => each.key)).size).toBe(plan.nics.length);
        expect(check(plan, indexFacts(FACTS))).toBeInstanceOf(Array);
        expect(JSON.parse(toMetadata(plan, 'r').NetworkInterfaces ?? '')).toHaveLength(plan.nics.length);
      }),
      { numRuns: 400 },
    );
  });

  it('undone one by one lead back to the beginning, and redone to the end', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
        const plan = planOf();
        const end = perform1(plan, commands);
        let history = end;
        while (canUndo(history)) history = undo(history);
        expect(planAt(history)).toEqual(plan);
        while (canRedo(history)) history = redo(history);
        expect(planAt(history)).toEqual(planAt(end));
        const stored = JSON.parse(JSON.stringify(end)) as typeof end;
        const replayed = replay(stored);
        expect(replayed.ok && JSON.stringify(toMetadata(replayed.value, 'r'))).toBe(JSON.stringify(toMetadata(planAt(end), 'r')));
      }),
      { numRuns: 400 },
    );
  });

  it('a new gesture forgets what could be redone; the oldest fold into the beginning', () => {
    const described = (n: number): Command => ({ type: 'set-description', nic: 'n0', description: `d${n}` });
    let history = begin(planOf());
    for (let n = 0; n <= MAX_STEPS + 5; n += 1) {
      const next = perform(history, { label: 'd', commands: [described(n)] });
      if (next.ok) history = next.value;
    }
    expect(history.steps).toHaveLength(MAX_STEPS);
    const back = perform(undo(history), { label: 'd', commands: [described(-1)] });
    expect(back.ok && canRedo(back.value)).toBe(false);
  });
});

describe('keys edited as text', () => {
  const sent = (plan: RestorePlan, ...commands: readonly Command[]) => toMetadata(planAt(perform1(plan, commands)), 'r');

  it('are one key in whatever letters they are typed', () => {
    const metadata = sent(
      planOf(),
      { type: 'set-override', key: 'keyname', value: 'a' },
      { type: 'set-override', key: 'KEYNAME', value: 'b' },
    );
    expect(Object.entries(metadata).filter(([name]) => name.toLowerCase() === 'keyname')).toEqual([['KeyName', 'b']]);
  });

  it('change the setting where there is one', () => {
    const plan = planAt(perform1(planOf(), [{ type: 'set-override', key: 'instancetype', value: 'm5.large' }]));
    expect(plan.settings).toMatchObject({ instanceType: 'm5.large', overrides: {} });
    expect(sent(planOf(), { type: 'set-override', key: 'UserData', value: 'ZWNobw==' }).UserData).toBe('ZWNobw==');
  });

  it('take interfaces as text, and offer no remedies that the text would hide', () => {
    const text = '[{"DeviceIndex":0,"SubnetId":"subnet-b","Groups":[]}]';
    const plan = planAt(perform1(planOf(), [{ type: 'set-override', key: 'NetworkInterfaces', value: text }]));
    expect(toMetadata(plan, 'r').NetworkInterfaces).toBe(text);
    const found = check(plan, indexFacts(FACTS)).filter((each) => each.rule === 'V17');
    expect(found).toMatchObject([{ code: 'no-groups', fixes: [] }]);
  });
});

describe('CpuOptions (1.3)', () => {
  const fact = (more: Partial<InstanceTypeFact>): InstanceTypeFact => {
    const known = FACTS.instanceTypes['t3.small'];
    if (known?.state !== 'known' || known.value === null) throw new Error('no type');
    return { ...known.value, defaultVcpus: 4, validCores: [1, 2], validThreadsPerCore: [1, 2], ...more };
  };
  it.each([
    ['fewer than the default: kept', '{"CoreCount":1,"ThreadsPerCore":2}', fact({}), true],
    ['the default: left out', '{"CoreCount":2,"ThreadsPerCore":2}', fact({}), false],
    ['more cores than there are: left out', '{"CoreCount":3,"ThreadsPerCore":1}', fact({}), false],
    ['one value alone: left out', '{"CoreCount":1}', fact({}), false],
    ['a type that takes none: left out', '{"CoreCount":1,"ThreadsPerCore":1}', fact({ validCores: [] }), false],
    ['unreadable: left out', '{', fact({}), false],
    ['AMD SEV-SNP beside the default: kept', '{"CoreCount":2,"ThreadsPerCore":2,"AmdSevSnp":"enabled"}', fact({}), true],
    ['AMD SEV-SNP turned off: as if it were not there', '{"AmdSevSnp":"disabled"}', fact({}), false],
    ['a member of tomorrow: kept', '{"Future":1}', fact({ validCores: [] }), true],
  ])('%s', (_name, text, type_, fits) => {
    expect(cpuOptionsFit(text, 't3.small', type_)).toBe(fits);
  });

  it('without facts: T2 loses them, others keep them to be judged', () => {
    expect(cpuOptionsFit('{"CoreCount":1,"ThreadsPerCore":1}', 't2.micro', null)).toBe(false);
    expect(cpuOptionsFit('{"CoreCount":1,"ThreadsPerCore":1}', 'r6i.large', null)).toBe(true);
    expect(cpuOptionsFit('{"AmdSevSnp":"enabled"}', 't2.micro', null)).toBe(true);
  });
});

describe('CPU credits', () => {
  const credits = '{"CpuCredits":"standard"}';
  const sent = (instanceType: string) => {
    const plan = planOf({ InstanceType: 't3.small', CreditSpecification: credits });
    const changed = { ...plan, settings: { ...plan.settings, instanceType } };
    const told = explain(changed).find(({ at }) => at === '/CreditSpecification');
    return [toMetadata(changed, 'r').CreditSpecification, told?.reason];
  };

  it('go where the type becomes one that takes none, and that is said (1.2)', () => {
    expect(sent('m5.large')).toEqual([undefined, 'credits']);
    expect(sent('t3.small')).toEqual([credits, undefined]);
    expect(sent('t4g.micro')).toEqual([credits, undefined]);
  });

  it('stay where the backed-up type is to take them, and where somebody typed them', () => {
    const own = planOf({ InstanceType: 'm5.large', CreditSpecification: credits });
    expect(toMetadata(own, 'r').CreditSpecification).toBe(credits);
    const typed = { ...own, settings: { ...own.settings, instanceType: 'm5.xlarge', overrides: { CreditSpecification: '{}' } } };
    expect(toMetadata(typed, 'r').CreditSpecification).toBe('{}');
  });
});

describe('block devices', () => {
  const text =
    '[{"DeviceName":"/dev/xvda","Ebs":{"SnapshotId":"snap-1","OutpostArn":"o","VolumeSize":8}},{"DeviceName":"/dev/sdb","VirtualName":"ephemeral0"}]';

  it('lose what a restore does not accept, and nothing else', () => {
    expect(toMetadata(planOf({ BlockDeviceMappings: text }), 'r').BlockDeviceMappings).toBe(
      '[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":8}},{"DeviceName":"/dev/sdb","VirtualName":"ephemeral0"}]',
    );
  });
});
