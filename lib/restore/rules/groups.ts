import type { Fix } from '../diagnostic';
import type { SecurityGroupFact } from '../facts';
import type { SecurityGroupId } from '../ids';
import type { OpenedNic } from '../request';
import { evidenceOf, fix, newNics, numberOf, type Rule, type RuleInput, subnetOf } from './rule';

const vpcOf = (input: RuleInput, nic: OpenedNic): string | undefined => subnetOf(input, nic)?.fact.vpcId;

/** The command that gives an interface these groups. */
export const setGroups = (nic: OpenedNic, groups: readonly string[]) =>
  [{ type: 'set-groups', nic: nic.key, groups: groups as readonly SecurityGroupId[] }] as const;

const groupsIn = (input: RuleInput, vpc: string): readonly SecurityGroupFact[] =>
  [...input.index.groups.values()].filter((group) => group.vpcId === vpc);

/** The groups of the subnet's VPC: those with the names of the present ones where each has one, and the default group, which AWS would pick (V17). */
const groupsOfSubnet = (input: RuleInput, nic: OpenedNic): readonly Fix[] => {
  const vpc = vpcOf(input, nic);
  if (vpc === undefined) return [];
  const here = groupsIn(input, vpc);
  // Names are unique within a VPC, so that a group of this one is its own namesake.
  const names = nic.groups.map((id) => input.index.groups.get(id)?.name);
  const found = names.flatMap((name) => here.find((each) => each.name === name)?.id ?? []);
  const fallback = here.find((group) => group.name === 'default');
  return [
    ...(found.length > 0 && found.length === nic.groups.length
      ? [fix('same-name-groups', setGroups(nic, [...new Set(found)]), { groups: found.join(', ') })]
      : []),
    ...(fallback === undefined ? [] : [fix('default-group', setGroups(nic, [fallback.id]), { group: fallback.id })]),
  ];
};

/** V32 of the groups; subnets and interfaces are looked at beside it. */
export const groupsExist = (input: RuleInput): void => {
  const { securityGroups } = input.index.facts;
  for (const nic of newNics(input.request)) {
    if (nic.groups.length === 0) continue;
    if (securityGroups.state === 'unknown') {
      input.unknown(securityGroups, nic.groupsAt);
      continue;
    }
    nic.groups.forEach((id, i) => {
      if (input.index.groups.has(id)) return;
      const rest = nic.groups.filter((group) => group !== id);
      input.report({
        code: 'group-not-found',
        at: `${nic.groupsAt}/${i}`,
        params: { group: id },
        evidence: evidenceOf(securityGroups),
        fixes: [fix('remove-group', setGroups(nic, rest), { group: id }), ...groupsOfSubnet(input, nic)],
      });
    });
  }
};

const groupsFit = (input: RuleInput): void => {
  for (const nic of newNics(input.request)) {
    groupLimit(input, nic);
    const vpc = vpcOf(input, nic);
    if (vpc === undefined) continue;
    nic.groups.forEach((id, i) => {
      const group = input.index.groups.get(id);
      if (group === undefined || group.vpcId === vpc) return;
      input.report({
        code: 'group-of-other-vpc',
        at: `${nic.groupsAt}/${i}`,
        params: { group: id, groupVpc: group.vpcId, subnet: nic.subnetId, vpc },
        evidence: evidenceOf(input.index.facts.securityGroups),
        fixes: groupsOfSubnet(input, nic),
      });
    });
  }
};

/** AWS's default, and the most that the quota can be raised to (VPC quotas). */
const DEFAULT_LIMIT = 5;
const HIGHEST_LIMIT = 16;

const groupLimit = (input: RuleInput, nic: OpenedNic): void => {
  const count = nic.groups.length;
  if (count <= DEFAULT_LIMIT) return;
  const known = input.index.facts.groupsPerInterface;
  if (known.state === 'unknown' && count <= HIGHEST_LIMIT) {
    input.unknown(known, nic.groupsAt);
    return;
  }
  const limit = known.state === 'known' ? known.value : HIGHEST_LIMIT;
  if (count > limit)
    input.report({
      code: 'too-many-groups',
      at: nic.groupsAt,
      params: { count, limit, number: numberOf(nic) },
      evidence: evidenceOf(known),
      fixes: [fix('fewer-groups', setGroups(nic, nic.groups.slice(0, limit)), { limit })],
    });
};

const noGroups = (input: RuleInput): void => {
  for (const nic of newNics(input.request))
    if (nic.groups.length === 0 && nic.members.InterfaceType !== 'efa-only')
      input.report({
        code: 'no-groups',
        at: input.request.implicit === null ? nic.at : nic.groupsAt,
        params: { number: numberOf(nic) },
        fixes: groupsOfSubnet(input, nic),
      });
};

/** Rules of security groups. */
export const GROUP_RULES: readonly Rule[] = [
  {
    id: 'V16',
    severity: 'error',
    needs: ['ec2:DescribeSecurityGroups', 'ec2:DescribeAccountAttributes'],
    check: groupsFit,
  },
  { id: 'V17', severity: 'warning', needs: [], check: noGroups },
];
