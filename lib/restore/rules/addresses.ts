import type { FindingCode } from '../codes';
import type { Params } from '../diagnostic';
import { factOf } from '../fact-index';
import type { InterfaceFact } from '../facts';
import { type Holder, holderOf } from '../holder';
import type { OpenedAddress, OpenedNic } from '../request';
import { type NamedAddress, readings, removal, replacements } from './address-fixes';
import { awsReserved } from './free-addresses';
import { hiddenHolders } from './hidden';
import { evidenceOf, inRange, newNics, numberOf, type Rule, type RuleInput, subnetOf } from './rule';

/** A subnet that does not exist is V32's to say; nobody holds anything in it. */
const isGone = (input: RuleInput, nic: OpenedNic): boolean => input.index.facts.subnets.state === 'known' && subnetOf(input, nic) === null;

const eachAddress = (input: RuleInput, see: (named: NamedAddress) => void): void => {
  for (const nic of newNics(input.request)) {
    const subnet = subnetOf(input, nic);
    if (subnet === null) continue;
    for (const address of nic.addresses) if (address.value !== null) see({ address, value: address.value, subnet });
  }
};

const withinSubnet = (input: RuleInput): void => {
  for (const nic of newNics(input.request)) {
    for (const address of nic.addresses)
      if (address.value === null)
        input.report({
          code: 'address-malformed',
          at: address.at,
          params: { address: address.text },
          fixes: [...readings(address), ...removal(input, address, null)],
        });
    if (nic.subnetId !== null && nic.addresses.length > 0 && input.index.facts.subnets.state === 'unknown')
      input.unknown(input.index.facts.subnets, nic.subnetAt);
  }
  eachAddress(input, (named) => {
    const { address, value, subnet } = named;
    if (inRange(subnet.range, value)) return;
    input.report({
      code: 'address-outside-subnet',
      at: address.at,
      params: { address: address.text, subnet: subnet.fact.id, cidr: subnet.fact.cidr },
      evidence: evidenceOf(input.index.facts.subnets),
      fixes: replacements(input, named),
    });
  });
};

const notReserved = (input: RuleInput): void =>
  eachAddress(input, (named) => {
    const { address, value, subnet } = named;
    const reserved = awsReserved(subnet, value);
    if (reserved === null) return;
    input.report({
      code: 'address-reserved',
      at: address.at,
      params: { address: address.text, use: reserved, cidr: subnet.fact.cidr },
      evidence: evidenceOf(input.index.facts.subnets),
      fixes: replacements(input, named),
    });
  });

const holderParams = (address: OpenedAddress, holder: Holder, by: InterfaceFact): Params => ({
  address: address.text,
  kind: holder.kind,
  name: holder.instance?.name ?? holder.instanceId ?? by.description,
  id: holder.instanceId ?? by.id,
  state: holder.instance?.state ?? 'unknown',
  interface: by.id,
  description: by.description,
  account: by.ownerId,
  service: by.managedBy === null || by.managedBy === '' ? 'AWS' : by.managedBy,
});

/** A holder that is somebody else's to free: another account's, or a service's that manages it. */
const othersCode = ({ index, context }: RuleInput, by: InterfaceFact): FindingCode | null => {
  const { callerAccount } = index.facts;
  if (by.instanceId !== null && by.instanceId === context.originalInstanceId) return null;
  if (by.ownerId !== null && callerAccount.state === 'known' && by.ownerId !== callerAccount.value) return 'in-use-other-account';
  return by.managedBy === null ? null : 'in-use-managed';
};

const inUseCode = (holder: Holder, originalInstanceId: string | null): FindingCode => {
  if (holder.kind === 'detached') return 'in-use-detached';
  if (holder.kind !== 'instance') return 'in-use-service';
  if (holder.instanceId === originalInstanceId) return 'in-use-original';
  return holder.instance?.state === 'shutting-down' || holder.instance?.state === 'terminated' ? 'in-use-terminating' : 'in-use-instance';
};

const isStopped = (holder: Holder): boolean =>
  holder.kind === 'instance' && (holder.instance?.state === 'stopped' || holder.instance?.state === 'stopping');

const reportHeld = (input: RuleInput, named: NamedAddress, by: InterfaceFact, stopped: boolean): void => {
  const { address, subnet } = named;
  const holder = holderOf(by, input.index.instances);
  if (isStopped(holder) !== stopped) return;
  const code = inUseCode(holder, input.context.originalInstanceId);
  const others = stopped ? null : othersCode(input, by);
  input.report({
    code: others ?? (stopped ? (code === 'in-use-original' ? 'in-use-original-stopped' : 'in-use-stopped') : code),
    at: address.at,
    params: holderParams(address, holder, by),
    evidence: evidenceOf(subnet.interfaces),
    fixes: replacements(input, named),
  });
};

const reportPrefixOrClaim = (input: RuleInput, named: NamedAddress): void => {
  const { address, value, subnet } = named;
  const fixes = () => replacements(input, named);
  const prefix = subnet.prefixes.find(({ range }) => inRange(range, value));
  if (prefix !== undefined)
    input.report({
      code: 'in-use-prefix',
      at: address.at,
      params: { ...holderParams(address, holderOf(prefix.holder, input.index.instances), prefix.holder), prefix: prefix.text },
      evidence: evidenceOf(subnet.interfaces),
      fixes: fixes(),
    });
  const claim = subnet.claims.get(value);
  if (claim !== undefined)
    input.report({
      code: claim.by === null ? 'claimed-elsewhere' : 'claimed',
      at: address.at,
      params: { address: address.text, by: claim.by },
      evidence: evidenceOf(input.index.facts.claims),
      fixes: fixes(),
    });
};

const notInUse = (input: RuleInput): void => {
  const { claims, interfaces } = input.index.facts;
  for (const nic of newNics(input.request)) {
    if (nic.subnetId === null || nic.addresses.length === 0 || isGone(input, nic)) continue;
    const known = factOf(interfaces, nic.subnetId, 'ec2:DescribeNetworkInterfaces');
    if (known.state === 'unknown') input.unknown(known, nic.at);
    if (claims.state === 'unknown' && claims.reason.code !== 'not-given') input.unknown(claims, nic.at);
  }
  eachAddress(input, (named) => {
    const by = named.subnet.holders.get(named.value);
    if (by !== undefined) reportHeld(input, named, by, false);
    else reportPrefixOrClaim(input, named);
  });
  hiddenHolders(input);
};

const notStopped = (input: RuleInput): void =>
  eachAddress(input, (named) => {
    const by = named.subnet.holders.get(named.value);
    if (by === undefined) return;
    // That it is held stands; whether the holder runs, and so what would free it, hangs on the instances.
    const { instances } = input.index.facts;
    if (by.instanceId !== null && instances.state === 'unknown') input.unknown(instances, named.address.at);
    reportHeld(input, named, by, true);
  });

const repeatedWithin = (input: RuleInput): void => {
  for (const nic of newNics(input.request)) {
    const seen = new Set<string>();
    for (const address of nic.addresses) {
      // Two primaries are V5's to say, also when they are the same address twice.
      if (seen.has(address.text) && !address.primary)
        input.report({
          code: 'address-repeated',
          at: address.at,
          params: { address: address.text },
          fixes: removal(input, address, subnetOf(input, nic)),
        });
      seen.add(address.text);
    }
  }
};

const repeatedAcross = (input: RuleInput): void => {
  // By subnet, then by address: where the first interface with it stands.
  const subnets = new Map<string | null, Map<string, number>>();
  for (const nic of newNics(input.request)) {
    const seen = subnets.get(nic.subnetId) ?? new Map<string, number>();
    subnets.set(nic.subnetId, seen);
    for (const address of nic.addresses) {
      const first = seen.get(address.text);
      if (first === undefined) seen.set(address.text, nic.position);
      else if (first !== nic.position)
        input.report({
          code: 'address-on-two-interfaces',
          at: address.at,
          params: { address: address.text, firstNumber: first + 1, secondNumber: numberOf(nic) },
          fixes: removal(input, address, subnetOf(input, nic)),
        });
    }
  }
};

const reservations = (input: RuleInput): void => {
  for (const nic of newNics(input.request)) {
    if (nic.subnetId === null || nic.addresses.length === 0 || isGone(input, nic)) continue;
    const known = factOf(input.index.facts.reservations, nic.subnetId, 'ec2:GetSubnetCidrReservations');
    if (known.state === 'unknown') input.unknown(known, nic.at);
  }
  eachAddress(input, (named) => {
    const { address, value, subnet } = named;
    const found = subnet.reservations.find(({ range }) => inRange(range, value));
    if (found === undefined) return;
    const explicit = found.reservation.type === 'explicit';
    input.report({
      code: explicit ? 'in-explicit-reservation' : 'in-prefix-reservation',
      severity: explicit ? 'info' : 'warning',
      at: address.at,
      params: { address: address.text, cidr: found.reservation.cidr, description: found.reservation.description },
      evidence: evidenceOf(subnet.reservationsKnown),
      fixes: explicit ? [] : replacements(input, named),
    });
  });
};

/** Rules of single addresses. */
export const ADDRESS_RULES: readonly Rule[] = [
  { id: 'V8', severity: 'error', needs: ['ec2:DescribeSubnets'], check: withinSubnet },
  { id: 'V9', severity: 'error', needs: ['ec2:DescribeSubnets'], check: notReserved },
  { id: 'V10', severity: 'error', needs: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'], check: notInUse },
  {
    id: 'V11',
    severity: 'error',
    needs: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeInstances'],
    check: notStopped,
  },
  { id: 'V12', severity: 'error', needs: [], check: repeatedWithin },
  { id: 'V13', severity: 'error', needs: [], check: repeatedAcross },
  {
    id: 'V29',
    severity: 'warning',
    needs: ['ec2:GetSubnetCidrReservations'],
    check: reservations,
  },
];
