import type { SubnetIndex } from '../fact-index';
import { isObject } from '../json';
import { metadataValue } from '../keys';
import { keyAt, type OpenedNic, opened } from '../request';
import { shortfall } from './demand';
import { groupsExist } from './groups';
import { mayBeFull } from './hidden';
import { allNics, attachedOf, evidenceOf, homeOf, newNics, numberOf, type Rule, type RuleInput, setKey, subnetOf } from './rule';

const exist = (input: RuleInput): void => {
  const { subnets } = input.index.facts;
  for (const nic of newNics(input.request)) {
    if (nic.subnetId === null) continue;
    if (subnets.state === 'unknown') input.unknown(subnets, nic.subnetAt);
    else if (subnetOf(input, nic) === null)
      input.report({
        code: 'subnet-not-found',
        at: nic.subnetAt,
        params: { subnet: nic.subnetId, region: input.context.region },
        evidence: evidenceOf(subnets),
      });
  }
  groupsExist(input);
  attachable(input);
};

/** An interface that is attached by its id exists, is free, and is attached once. */
const attachable = (input: RuleInput): void => {
  const seen = new Set<string>();
  for (const nic of input.request.nics) {
    const id = nic.networkInterfaceId;
    if (id === null || nic.subnetId !== null) continue;
    const at = `${nic.at}/NetworkInterfaceId`;
    if (seen.has(id)) input.report({ code: 'interface-twice', at, params: { id } });
    seen.add(id);
    const known = attachedOf(input, id);
    if (known.state === 'unknown') input.unknown(known, at);
    else if (known.value === null) input.report({ code: 'interface-not-found', at, params: { id }, evidence: evidenceOf(known) });
    else if (known.value.status !== 'available')
      input.report({
        code: 'interface-attached',
        at,
        params: { id, holder: known.value.instanceId ?? known.value.description },
        evidence: evidenceOf(known),
      });
  }
};

/** Every interface whose subnet is known, with it. */
const homes = (input: RuleInput): readonly { nic: OpenedNic; subnet: SubnetIndex }[] =>
  allNics(input.request).flatMap((nic) => {
    const subnet = homeOf(input, nic);
    return subnet === null ? [] : [{ nic, subnet }];
  });

const oneZone = (input: RuleInput): void => {
  const evidence = evidenceOf(input.index.facts.subnets);
  const all = homes(input);
  const first = all[0]?.subnet.fact;
  if (first === undefined) return;
  for (const { nic, subnet } of all)
    if (subnet.fact.availabilityZone !== first.availabilityZone)
      input.report({
        code: 'two-zones',
        at: nic.subnetId === null ? nic.at : nic.subnetAt,
        params: { subnet: subnet.fact.id, zone: subnet.fact.availabilityZone, first: first.id, firstZone: first.availabilityZone },
        evidence,
      });
  const placement = opened(input.request, 'Placement');
  if (!isObject(placement)) return;
  for (const [member, right] of [
    ['AvailabilityZone', first.availabilityZone],
    ['AvailabilityZoneId', first.availabilityZoneId],
  ] as const) {
    const zone = placement[member];
    if (typeof zone !== 'string' || zone === '' || right === null || zone === right) continue;
    input.report({
      code: 'placement-zone',
      at: keyAt(input.request, 'Placement'),
      params: { zone, subnetZone: right, subnet: first.id },
      evidence,
      fixes: [setKey('use-zone', 'Placement', JSON.stringify({ ...placement, [member]: right }), { zone: right })],
    });
  }
};

const oneVpc = (input: RuleInput): void => {
  const all = homes(input);
  const first = all[0]?.subnet.fact.vpcId;
  for (const { nic, subnet } of all)
    if (first !== undefined && subnet.fact.vpcId !== first)
      input.report({
        code: 'two-vpcs',
        at: nic.subnetId === null ? nic.at : nic.subnetAt,
        params: { vpc: subnet.fact.vpcId, first, number: numberOf(nic) },
        evidence: evidenceOf(input.index.facts.subnets),
      });
};

const enoughFree = (input: RuleInput): void => {
  const seen = new Set<string>();
  for (const nic of newNics(input.request)) {
    const subnet = subnetOf(input, nic);
    if (subnet === null || seen.has(subnet.fact.id)) continue;
    seen.add(subnet.fact.id);
    const short = shortfall(input.request, subnet);
    if (short !== null)
      input.report({
        code: short.code,
        at: nic.subnetAt,
        params: { subnet: subnet.fact.id, free: short.free, wanted: short.wanted },
        evidence: evidenceOf(short.code === 'subnet-full' ? input.index.facts.subnets : subnet.interfaces),
      });
    else mayBeFull(input, nic, subnet);
  }
};

const shared = (input: RuleInput): void => {
  const { callerAccount } = input.index.facts;
  for (const nic of newNics(input.request)) {
    // Nothing has to be proven where AWS picks.
    if (nic.subnetId === null || (nic.addresses.length === 0 && nic.ipv6Addresses.length === 0)) continue;
    if (callerAccount.state === 'unknown') input.unknown(callerAccount, nic.subnetAt);
    const subnet = subnetOf(input, nic);
    if (subnet === null || callerAccount.state === 'unknown' || subnet.fact.ownerId === callerAccount.value) continue;
    const count = subnet.hidden.atLeast;
    input.report({
      code: count > 0 ? 'shared-subnet-held' : 'shared-subnet',
      at: nic.subnetAt,
      params: { subnet: subnet.fact.id, owner: subnet.fact.ownerId, ...(count > 0 ? { count } : {}) },
      evidence: evidenceOf(input.index.facts.subnets),
    });
  }
};

const someSubnet = ({ request, report }: RuleInput): void => {
  if (
    request.nics.length === 0 &&
    (metadataValue(request.metadata, 'SubnetId') ?? '') === '' &&
    !request.problems.some((p) => p.at.startsWith('/NetworkInterfaces'))
  )
    report({ code: 'no-subnet-at-all', at: '' });
};

/** Rules of subnets and zones. */
export const SUBNET_RULES: readonly Rule[] = [
  { id: 'F12', severity: 'error', needs: [], check: someSubnet },
  { id: 'V14', severity: 'error', needs: ['ec2:DescribeSubnets'], check: oneZone },
  {
    id: 'V15',
    severity: 'warning',
    needs: ['ec2:DescribeSubnets'],
    check: oneVpc,
  },
  {
    id: 'V20',
    severity: 'error',
    needs: ['ec2:DescribeSubnets', 'ec2:DescribeNetworkInterfaces'],
    check: enoughFree,
  },
  {
    id: 'V30',
    // the table of docs/aws-facts.md (3) warns; a free address in a shared subnet is exactly what cannot be known.
    severity: 'unknown',
    needs: ['ec2:DescribeSubnets', 'sts:GetCallerIdentity'],
    check: shared,
  },
  {
    id: 'V32',
    severity: 'error',
    needs: ['ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups', 'ec2:DescribeNetworkInterfaces'],
    check: exist,
  },
];
