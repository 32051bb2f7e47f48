import type { Ipv4 } from '@/lib/net/ipv4';
import { applyAll } from '@/lib/restore/apply';
import { check, ruleInputOf } from '@/lib/restore/check';
import type { RuleId } from '@/lib/restore/codes';
import type { Diagnostic, Fix, JsonPointer } from '@/lib/restore/diagnostic';
import type { FactIndex } from '@/lib/restore/fact-index';
import { pointerStep } from '@/lib/restore/json';
import { metadataValue } from '@/lib/restore/keys';
import type { RestorePlan } from '@/lib/restore/plan';
import type { OpenedNic } from '@/lib/restore/request';
import { removal, replacements } from '@/lib/restore/rules/address-fixes';
import { DROP_CPU_OPTIONS } from '@/lib/restore/rules/cpu';
import { setGroups } from '@/lib/restore/rules/groups';
import { typeFact } from '@/lib/restore/rules/limits';
import { fix, NONE, type RuleInput, removeKey, setKey, subnetOf } from '@/lib/restore/rules/rule';
import { chooseType, NO_KEY_PAIR, NO_PROFILE, typesIn, zoneOf } from '@/lib/restore/rules/settings';
import { standInsOf } from '@/lib/restore/sibling-types';
import type { FailureCode, KnownFailure } from './known-failures';

/** Where a failure lies in a plan, and what would go round it. */
export interface FailureInPlan {
  /** The place in the metadata that would be sent; `null` where it is about none, such as a role. */
  readonly at: JsonPointer | null;
  readonly fixes: readonly Fix[];
}

/** The rules that look at what a failure is about: what they find now knows the place and the remedies best. */
const RULES_OF: Readonly<Partial<Record<FailureCode, readonly RuleId[]>>> = {
  'pass-role': ['F1'],
  'profile-missing': ['F1'],
  'profile-not-permitted': ['F2'],
  'address-in-use': ['V10', 'V11', 'V13', 'V23', 'V25'],
  'address-twice': ['V12'],
  'address-range': ['V8', 'V23'],
  'address-reserved': ['V9', 'V23'],
  'no-free-addresses': ['V20'],
  'address-limit': ['V19', 'V23'],
  'subnet-clash': ['V1'],
  'interface-shape': ['V4', 'V5', 'V7'],
  'device-index': ['V2'],
  'count-or-list': ['V7', 'V23', 'V25'],
  'public-ip': ['V21'],
  description: ['V31'],
  prefix: ['V25'],
  ipv6: ['V24', 'V23'],
  efa: ['V27'],
  'interface-missing': ['V32'],
  'interface-in-use': ['V32'],
  'too-many-interfaces': ['V18'],
  zones: ['V14'],
  'cpu-options': ['F6'],
  credits: ['V33'],
  placement: ['J4'],
  volume: ['J5'],
  'unknown-key': ['J2'],
  unreadable: ['J1'],
  'no-subnet': ['F12'],
  imds: ['F13'],
  'key-pair': ['V34'],
  'group-missing': ['V32'],
  'group-other-vpc': ['V16'],
  'too-many-groups': ['V16'],
  'subnet-missing': ['V32'],
};

const MOST_TYPES = 5;
const errorKeys = (findings: readonly Diagnostic[]): ReadonlySet<string> =>
  new Set(findings.filter(({ severity }) => severity === 'error').map(({ rule, code, at }) => `${rule} ${code} ${at}`));

/**
 * Types that the zone of the plan's subnets offers and that take its interfaces and addresses as they are: with none of them does the plan get a new error. The
 * nearest in size first. The zone stays: the subnet decides it (facts F17).
 */
const typesInstead = (plan: RestorePlan, input: RuleInput): readonly Fix[] => {
  const type = typeFact(input)?.fact;
  const zone = zoneOf(input);
  if (type === undefined || zone === null) return [];
  const before = errorKeys(check(plan, input.index));
  const out: Fix[] = [];
  for (const other of standInsOf(type, typesIn(input, zone))) {
    const chosen = chooseType(input, other);
    const changed = applyAll(plan, chosen.commands);
    if (!changed.ok || [...errorKeys(check(changed.value, input.index))].some((key) => !before.has(key))) continue;
    out.push(chosen);
    if (out.length === MOST_TYPES) break;
  }
  return out;
};

const addressInstead = (input: RuleInput, address: string): FailureInPlan | null => {
  for (const nic of input.request.nics) {
    const found = nic.addresses.find(({ text }) => text === address);
    if (found === undefined) continue;
    const subnet = subnetOf(input, nic);
    const isKnown = subnet !== null && found.value !== null;
    return {
      at: found.at,
      fixes: isKnown ? replacements(input, { address: found, value: found.value, subnet }) : removal(input, found, subnet),
    };
  }
  return null;
};

/** Each interface for which `of` has a remedy: the first is where the failure lies. */
const onInterfaces = (input: RuleInput, of: (nic: OpenedNic) => { readonly at: JsonPointer; readonly fix: Fix } | null): FailureInPlan => {
  const found = input.request.nics.flatMap((nic) => of(nic) ?? []);
  return { at: found[0]?.at ?? '/NetworkInterfaces', fixes: found.map((each) => each.fix) };
};

const withoutGroup = (group: string | null) => (nic: OpenedNic) => {
  const position = nic.groups.indexOf(group ?? '');
  const rest = nic.groups.filter((each) => each !== group);
  return position < 0 ? null : { at: `${nic.groupsAt}/${position}`, fix: fix('remove-group', setGroups(nic, rest), { group }) };
};

const has = (input: RuleInput, key: string): boolean => metadataValue(input.request.metadata, key) !== null;

const ofKey = (input: RuleInput, key: string, ...fixes: readonly Fix[]): FailureInPlan => ({
  at: pointerStep(key),
  fixes: has(input, key) ? fixes : [],
});

/** Remedies where no finding tells of the failure: what was in the way may be gone by now, or out of sight. */
const byCode = (plan: RestorePlan, input: RuleInput, { code, subject }: KnownFailure): FailureInPlan => {
  switch (code) {
    case 'capacity':
    case 'type-unsupported':
      return { at: '/InstanceType', fixes: typesInstead(plan, input) };
    case 'address-in-use':
    case 'address-range':
    case 'address-reserved':
      return (subject === null ? null : addressInstead(input, subject as Ipv4)) ?? { at: '/NetworkInterfaces', fixes: [] };
    case 'pass-role':
    case 'not-authorized':
    case 'profile-missing':
    case 'profile-not-permitted':
      return ofKey(input, 'IamInstanceProfileName', NO_PROFILE);
    case 'cpu-options':
      return ofKey(input, 'CpuOptions', DROP_CPU_OPTIONS);
    case 'credits':
      return ofKey(input, 'CreditSpecification', removeKey('CreditSpecification'));
    case 'placement':
      return ofKey(input, 'Placement', removeKey('Placement'));
    case 'volume':
      return ofKey(input, 'BlockDeviceMappings', removeKey('BlockDeviceMappings'));
    case 'kms':
      return /KmsKeyId/.test(metadataValue(input.request.metadata, 'BlockDeviceMappings') ?? '')
        ? ofKey(input, 'BlockDeviceMappings', removeKey('BlockDeviceMappings'))
        : { at: null, fixes: [] };
    case 'key-pair':
      return ofKey(input, 'KeyName', NO_KEY_PAIR);
    case 'imds':
      return { at: '/RequireIMDSv2', fixes: [setKey('require-imdsv2', 'RequireIMDSv2', 'true')] };
    case 'create-tags':
      return { at: null, fixes: plan.copyTags ? [fix('no-tags', [{ type: 'set-copy-tags', copyTags: false }])] : [] };
    case 'unknown-key':
      return subject === null ? { at: null, fixes: [] } : ofKey(input, subject, removeKey(subject));
    default:
      return onInterfaceBy(input, code, subject);
  }
};

const onInterfaceBy = (input: RuleInput, code: FailureCode, subject: string | null): FailureInPlan => {
  switch (code) {
    case 'group-missing':
    case 'group-other-vpc':
      return onInterfaces(input, withoutGroup(subject));
    case 'description':
      return onInterfaces(input, ({ key, at, members }) =>
        (members.Description ?? '') === ''
          ? null
          : { at: `${at}/Description`, fix: fix('clear-description', [{ type: 'set-description', nic: key, description: '' }]) },
      );
    case 'public-ip':
      return onInterfaces(input, ({ key, at, members }) =>
        members.AssociatePublicIpAddress === true
          ? { at: `${at}/AssociatePublicIpAddress`, fix: fix('public-ip-off', [{ type: 'set-public-ip', nic: key, publicIp: false }]) }
          : null,
      );
    case 'prefix':
      return onInterfaces(input, ({ key, at, ipv4Prefixes, ipv4PrefixCount }) =>
        ipv4Prefixes.length > 0 || (ipv4PrefixCount ?? 0) > 0
          ? { at, fix: fix('no-prefixes', [{ type: 'set-ipv4-prefixes', nic: key, prefixes: NONE }]) }
          : null,
      );
    case 'subnet-missing': {
      const nic = input.request.nics.find(({ subnetId }) => subnetId === subject);
      return { at: nic?.subnetAt ?? '/NetworkInterfaces', fixes: [] };
    }
    case 'interface-missing':
    case 'interface-in-use': {
      const nic = input.request.nics.find(({ networkInterfaceId }) => networkInterfaceId === subject);
      return { at: nic === undefined ? '/NetworkInterfaces' : `${nic.at}/NetworkInterfaceId`, fixes: [] };
    }
    default:
      return { at: RULES_OF[code] === undefined ? null : '/NetworkInterfaces', fixes: [] };
  }
};

/** Whether a finding is about what the message names, where it names something. */
const isAbout = ({ params }: Diagnostic, subject: string | null): boolean => subject === null || Object.values(params).includes(subject);

/** Where a failure lies in a plan that is to be tried again, and the remedies: those of what is found there now, else those that the failure itself suggests. */
export const failureInPlan = (plan: RestorePlan, index: FactIndex, failure: KnownFailure): FailureInPlan => {
  const rules = RULES_OF[failure.code] ?? [];
  const found = check(plan, index).filter(
    (each) => rules.includes(each.rule) && each.severity !== 'unknown' && isAbout(each, failure.subject) && each.fixes.length > 0,
  );
  const [first] = found;
  if (first !== undefined) return { at: first.at, fixes: found.flatMap(({ fixes }) => fixes) };
  return byCode(plan, ruleInputOf(plan, index), failure);
};
