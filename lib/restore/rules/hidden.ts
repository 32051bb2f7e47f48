import { factOf, type SubnetIndex } from '../fact-index';
import type { OpenedNic } from '../request';
import { shortfall } from './demand';
import { isVacant } from './free-addresses';
import { evidenceOf, inRange, newNics, numberOf, type RuleInput, subnetOf } from './rule';

const SOURCE = 'ec2:DescribeSubnets';

const isOthers = ({ index }: RuleInput, subnet: SubnetIndex): boolean =>
  index.facts.callerAccount.state === 'known' && index.facts.callerAccount.value !== subnet.fact.ownerId;

/** What an interface names in its subnet and nobody is known to hold: exactly what something hidden may hold. */
const namedAndVacant = (nic: OpenedNic, subnet: SubnetIndex): readonly string[] => [
  ...nic.addresses.filter(({ value }) => value !== null && inRange(subnet.range, value) && isVacant(subnet, value)).map(({ text }) => text),
  ...nic.ipv4Prefixes.map(({ text }) => text),
];

/** Where AWS counts more addresses as held than it shows, a named address is not proven to be free (V10). In a shared subnet V30 says so. */
export const hiddenHolders = (input: RuleInput): void => {
  for (const nic of newNics(input.request)) {
    const subnet = subnetOf(input, nic);
    if (subnet === null || subnet.interfaces.state === 'unknown') continue;
    const known = factOf(input.index.facts.hidden, subnet.fact.id, SOURCE);
    const unread = known.state === 'unknown' && known.reason.code !== 'not-given' && known.reason.code !== 'old';
    // Nothing to prove, which is said first because a check runs at every edit.
    if (subnet.hidden.atLeast === 0 && !unread) continue;
    const addresses = namedAndVacant(nic, subnet);
    if (addresses.length === 0 || (isOthers(input, subnet) && nic.addresses.length > 0)) continue;
    if (unread) {
      input.unknown(known, nic.subnetAt);
      continue;
    }
    input.report({
      code: 'hidden-holders',
      severity: 'unknown',
      at: nic.subnetAt,
      params: { subnet: subnet.fact.id, count: subnet.hidden.atLeast, addresses: addresses.join(', '), number: numberOf(nic) },
      evidence: evidenceOf(known),
    });
  }
};

/** Where what is hidden may leave too few addresses or blocks for AWS to pick from (V20). */
export const mayBeFull = (input: RuleInput, nic: OpenedNic, subnet: SubnetIndex): void => {
  if (subnet.hidden.atLeast === 0) return;
  const short = shortfall(input.request, subnet, { named: 0, automatic: 0, addedFree: 0 }, subnet.hidden.atMost);
  if (short === null) return;
  input.report({
    code: 'subnet-may-be-full',
    severity: 'unknown',
    at: nic.subnetAt,
    params: { subnet: subnet.fact.id, count: subnet.hidden.atLeast, free: short.free, wanted: short.wanted },
    evidence: evidenceOf(factOf(input.index.facts.hidden, subnet.fact.id, SOURCE)),
  });
};
