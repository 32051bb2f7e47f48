import fc from 'fast-check';
import { type Cidr, parseCidr } from '@/lib/net/cidr';
import { type Ipv4, ipv4FromNumber, parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6 } from '@/lib/net/ipv6';
import { MAX_LIST, MAX_SIZE } from '@/lib/restore/bounds';
import type { Command, Slot, Target } from '@/lib/restore/command';
import type { Arn, SecurityGroupId, SubnetId } from '@/lib/restore/ids';
import { importCommands } from '@/lib/restore/import/plan-of-file';
import { nicAutomatic } from '@/lib/restore/nic-automatic';
import { parseTemplate } from '@/lib/restore/parse';
import type { Assigned, RestorePlan } from '@/lib/restore/plan';
import { addressCase, allAutomatic, asInTheBackup, sameLastOctetsIn } from '@/lib/restore/presets';
import { toMetadata } from '@/lib/restore/to-metadata';
import { TOKYO } from '@/lib/sandbox/seed/article';
import { planChoices } from './random-choices';
import { planOf } from './random-plans';
import { checkIn, WORLDS } from './random-worlds';

/** What a person did, worked out for the plan as it stands by then; `null` where that plan offers no such thing. */
export type Gesture = (plan: RestorePlan) => readonly Command[] | null;

const must = <T>(value: T | null): T => {
  if (value === null) throw new Error('a constant of this file is malformed');
  return value;
};

const pick = fc.nat({ max: 9 });
const keyAt = (plan: RestorePlan, n: number): string => plan.nics[n % (plan.nics.length + 1)]?.key ?? 'n99';

const ipv4 = fc.integer({ min: 0x0a010a04, max: 0x0a010a20 }).map(ipv4FromNumber);
/** Counts and places as fields, arrows and slips of the finger make them. */
const number = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0, -1, 1.5, Number.NaN, MAX_LIST, MAX_LIST + 1, 2 ** 60));
const place = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1, MAX_LIST + 5, 2 ** 53));
const text = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('', 'x', '本番', '{"AvailabilityZone":"ap-northeast-1a"}') },
  { weight: 1, arbitrary: fc.constantFrom('y'.repeat(MAX_SIZE / 3), 'z'.repeat(MAX_SIZE + 1)) },
);
/** Every so often a list that is longer than a plan holds. */
const list = <T>(item: fc.Arbitrary<T>, many: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.oneof({ weight: 12, arbitrary: fc.uniqueArray(item, { maxLength: 4 }) }, { weight: 1, arbitrary: fc.constant(many) });
const assigned = <T>(item: fc.Arbitrary<T>, many: readonly T[]): fc.Arbitrary<Assigned<T>> =>
  fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), values: list(item, many) }),
    fc.record({ kind: fc.constant('automatic' as const), count: number }),
  );
/** So many different addresses. */
export const addresses = (length: number): readonly Ipv4[] => Array.from({ length }, (_, i) => ipv4FromNumber(0x0a020000 + i));
const several = assigned(ipv4, [...addresses(MAX_LIST), ipv4FromNumber(0x0a030000)]);
const cidr = fc.constantFrom<Cidr[]>(...['10.1.11.0/24', '10.1.10.0/28', '10.0.0.0/16'].map((each) => must(parseCidr(each))));
const prefixes = assigned(cidr, [must(parseCidr('10.9.0.0/28'))]);
const ipv6 = assigned(fc.constantFrom(must(parseIpv6('2001:db8::1')), must(parseIpv6('2001:db8::2'))), []);
const ipv6Prefixes = assigned(fc.constantFrom('2001:db8::/80', 'not a prefix'), []);
const subnetId = fc.constantFrom('subnet-0bdb9444b6747e0d6' as SubnetId, 'subnet-b' as SubnetId);
const groups = list(
  fc.constantFrom('sg-1' as SecurityGroupId, '' as SecurityGroupId),
  Array.from({ length: MAX_LIST + 1 }, (_, i) => `sg-${i}` as SecurityGroupId),
);
const flag = fc.boolean();

const slotOf = (plan: RestorePlan, nic: number, index: number | null): Slot =>
  index === null ? { nic: keyAt(plan, nic), role: 'primary' } : { nic: keyAt(plan, nic), role: 'secondary', index };
const targetOf = (plan: RestorePlan, nic: number, index: number | 'new' | 'pool' | null): Target =>
  index === 'pool' ? { role: 'pool' } : index === 'new' ? { nic: keyAt(plan, nic), role: 'new-secondary' } : slotOf(plan, nic, index);

/** A command of an interface: the rest of it is random, the interface is one of the plan's, or one that is gone. */
const ofNic = <T extends Command['type']>(
  type: T,
  rest: fc.Arbitrary<Omit<Extract<Command, { type: T }>, 'type' | 'nic'>>,
): fc.Arbitrary<Gesture> =>
  fc.tuple(pick, rest).map(([n, others]) => (plan) => [{ type, nic: keyAt(plan, n), ...others } as unknown as Command]);
const ofPlan = <T extends Command['type']>(
  type: T,
  rest: fc.Arbitrary<Omit<Extract<Command, { type: T }>, 'type'>>,
): fc.Arbitrary<Gesture> => rest.map((others) => () => [{ type, ...others } as unknown as Command]);

/** The interfaces of another plan, as a file or a preset brings them; some with a count of 0, which only a program could ask for. */
const otherNics = fc.tuple(planChoices, fc.option(pick, { nil: null })).map(([choice, zero]) => {
  const { nics } = planOf(WORLDS[choice.account] as (typeof WORLDS)[number], choice, TOKYO);
  return zero === null ? nics : nics.map((nic) => (nic.kind === 'new' ? { ...nic, ipv6: { kind: 'automatic', count: 0 } as const } : nic));
});

const settings = fc.record(
  {
    instanceType: fc.constantFrom('t3.small', 'm5.large', '', 'x'.repeat(300)),
    instanceProfile: fc.constantFrom('backed-up' as const, 'none' as const),
    keyPair: fc.constantFrom('backed-up' as const, 'none' as const),
    cpuOptions: fc.constantFrom('keep' as const, 'drop' as const),
    userData: fc.option(text, { nil: null }),
    overrides: fc.dictionary(fc.constantFrom('KeyName', 'Placement', ''), fc.option(text, { nil: null })),
  },
  { requiredKeys: [] },
);

/** One random command of each kind there is: a kind that is added is missing here, and the types say so. */
export const COMMANDS: { readonly [T in Command['type']]: fc.Arbitrary<Gesture> } = {
  'set-primary': ofNic('set-primary', fc.record({ address: fc.oneof(ipv4, fc.constant('automatic' as const)) })),
  'add-secondary': ofNic('add-secondary', fc.record({ address: ipv4, index: place }, { requiredKeys: ['address'] })),
  'replace-secondary': ofNic('replace-secondary', fc.record({ index: place, address: ipv4 })),
  'remove-secondary': ofNic('remove-secondary', fc.record({ index: place })),
  'set-secondaries': ofNic('set-secondaries', fc.record({ secondaries: several })),
  'move-address': fc
    .tuple(pick, fc.option(place), pick, fc.oneof(fc.option(place), fc.constantFrom('new' as const, 'pool' as const)))
    .map(([from, at, to, where]) => (plan) => [{ type: 'move-address', from: slotOf(plan, from, at), to: targetOf(plan, to, where) }]),
  'set-ipv6': ofNic('set-ipv6', fc.record({ ipv6 })),
  'set-ipv4-prefixes': ofNic('set-ipv4-prefixes', fc.record({ prefixes })),
  'set-ipv6-prefixes': ofNic('set-ipv6-prefixes', fc.record({ prefixes: ipv6Prefixes })),
  'set-subnet': ofNic(
    'set-subnet',
    fc.record({ subnetId, cidr, addresses: fc.constantFrom('keep-last-octets' as const, 'make-automatic' as const, 'keep' as const) }),
  ),
  'set-groups': ofNic('set-groups', fc.record({ groups })),
  'set-public-ip': ofNic('set-public-ip', fc.record({ publicIp: flag })),
  'set-delete-on-termination': ofNic('set-delete-on-termination', fc.record({ deleteOnTermination: flag })),
  'set-description': ofNic('set-description', fc.record({ description: text })),
  'set-primary-ipv6': ofNic('set-primary-ipv6', fc.record({ primaryIpv6: flag })),
  'set-interface-type': ofNic('set-interface-type', fc.record({ interfaceType: text })),
  'set-network-card': ofNic('set-network-card', fc.record({ networkCardIndex: fc.option(number, { nil: null }) })),
  'add-nic': ofPlan('add-nic', fc.record({ subnetId: fc.option(subnetId, { nil: null }), groups })),
  'remove-nic': ofNic('remove-nic', fc.record({})),
  'move-nic': ofNic('move-nic', fc.record({ toPosition: place })),
  'set-settings': ofPlan('set-settings', fc.record({ settings })),
  'set-override': ofPlan(
    'set-override',
    fc.record({
      key: fc.constantFrom('KeyName', 'keyname', 'InstanceType', 'UserData', 'Placement', ''),
      value: fc.option(fc.option(text, { nil: null }), { nil: undefined }),
    }),
  ),
  'set-restore-role': ofPlan('set-restore-role', fc.record({ roleArn: fc.constantFrom(null, '' as Arn, 'arn:aws:iam::1:role/r' as Arn) })),
  'set-copy-tags': ofPlan('set-copy-tags', fc.record({ copyTags: flag })),
  'replace-nics': ofPlan('replace-nics', fc.record({ nics: otherNics })),
};

const COPIED = {
  primary: must(parseIpv4('10.1.10.60')),
  secondaries: [must(parseIpv4('10.1.10.61')), must(parseIpv4('10.1.10.62'))],
};

/** What the page offers beyond single commands: every preset, the menu of an interface, a file that is opened, the remedies of the findings. */
export const OFFERS: Readonly<Record<string, fc.Arbitrary<Gesture>>> = {
  case: fc
    .tuple(pick, fc.constantFrom(1, 2, 3, 4, 5), number, fc.constantFrom(COPIED.secondaries, addresses(MAX_LIST + 1)))
    .map(([nic, which, secondaryCount, secondaries]) => (plan) => {
      const { primary } = COPIED;
      const wanted = [
        { case: 1 } as const,
        { case: 2, primary } as const,
        { case: 3, primary, secondaryCount } as const,
        { case: 4, primary, secondaries } as const,
        { case: 5, secondaries } as const,
      ][which - 1];
      return wanted === undefined ? null : addressCase(keyAt(plan, nic), wanted);
    }),
  'all automatic': fc.constant(allAutomatic),
  'all automatic, one interface': pick.map((n) => (plan) => {
    const nic = plan.nics[n % plan.nics.length];
    return nic?.kind === 'new' ? nicAutomatic(nic) : null;
  }),
  'as in the backup': fc.constant((plan) => orNull(asInTheBackup(plan))),
  'another subnet': fc.tuple(subnetId, cidr).map(
    ([id, block]) =>
      (plan) =>
        orNull(sameLastOctetsIn(plan, () => ({ subnetId: id, cidr: block }))),
  ),
  'a file': planChoices.map((choice) => (plan) => {
    const file = toMetadata(planOf(WORLDS[choice.account] as (typeof WORLDS)[number], choice, TOKYO), 'r');
    const said = { recoveryPointArn: null, restoreRoleArn: 'arn:aws:iam::1:role/r', copyTags: false, ignored: [] } as const;
    return orNull(importCommands(plan, { ...said, metadata: file, region: TOKYO }));
  }),
  'a remedy': fc.tuple(pick, pick).map(([world, n]) => (plan) => {
    const fixes = checkIn(WORLDS[world % WORLDS.length] as (typeof WORLDS)[number], plan).flatMap((each) => each.fixes);
    return fixes[n % Math.max(1, fixes.length)]?.commands ?? null;
  }),
};

const orNull = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | null =>
  result.ok ? result.value : null;

/** A plan that can be saved, of one of the random accounts. */
export const savablePlans: fc.Arbitrary<RestorePlan> = fc.oneof(
  planChoices.map((choice) => planOf(WORLDS[choice.account] as (typeof WORLDS)[number], choice, TOKYO)),
  // As it is created, too: with the interfaces of its backup.
  planChoices.map((choice) => {
    const parsed = parseTemplate(planOf(WORLDS[choice.account] as (typeof WORLDS)[number], choice, TOKYO).source);
    if (!parsed.ok) throw new Error(parsed.error.code);
    return parsed.value;
  }),
);
