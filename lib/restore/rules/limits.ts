import type { Evidence } from '../diagnostic';
import { factOf } from '../fact-index';
import type { InstanceTypeFact } from '../facts';
import { flexibleRoom } from '../interface-limit';
import { metadataValue } from '../keys';
import { keyAt, type OpenedNic } from '../request';
import { automaticAddresses } from './demand';
import { evidenceOf, fix, newNics, numberOf, type Rule, type RuleInput, subnetOf } from './rule';

/** The facts of the target instance type; unknown is said once, a type that AWS does not know is V33's to report. */
export const typeFact = (input: RuleInput): { readonly fact: InstanceTypeFact; readonly evidence: Evidence } | null => {
  const type = metadataValue(input.request.metadata, 'InstanceType');
  if (type === null || type === '') return null;
  const known = factOf(input.index.facts.instanceTypes, type, 'ec2:DescribeInstanceTypes');
  if (known.state === 'unknown') {
    input.unknown(known, keyAt(input.request, 'InstanceType'));
    return null;
  }
  return known.value === null ? null : { fact: known.value, evidence: evidenceOf(known) };
};

const totalCount = ({ request: { nics }, report }: RuleInput, { fact, evidence }: { fact: InstanceTypeFact; evidence: Evidence }): void => {
  const last = nics.at(-1);
  const more = flexibleRoom(fact);
  if (nics.length <= fact.maxInterfaces || last === undefined) return;
  const params = { count: nics.length, limit: fact.maxInterfaces, more, type: fact.type };
  const found = { at: '/NetworkInterfaces', evidence };
  const limit = fact.maxInterfaces + more;
  if (nics.length <= limit) {
    report({ ...found, code: 'interfaces-need-queues', severity: 'warning', params });
    return;
  }
  report({
    ...found,
    code: 'too-many-interfaces',
    params: { ...params, limit },
    fixes:
      nics.length - 1 === limit && nics[0]?.deviceIndex === 0
        ? [fix('remove-interface', [{ type: 'remove-nic', nic: last.key }], { number: numberOf(last) })]
        : [],
  });
};

const interfaceCount = (input: RuleInput): void => {
  const type = typeFact(input);
  if (type === null) return;
  const { fact, evidence } = type;
  const { nics } = input.request;
  totalCount(input, type);
  const perCard = new Map<number, number>();
  for (const nic of nics) perCard.set(nic.networkCardIndex, (perCard.get(nic.networkCardIndex) ?? 0) + 1);
  for (const [card, count] of perCard) {
    const known = fact.networkCards.find((c) => c.index === card);
    const limit = (known?.maxInterfaces ?? 0) + (known === undefined ? 0 : flexibleRoom(fact, [known]));
    // A type with one card says the same by its total.
    if (count > limit && (fact.networkCards.length > 1 || card > 0))
      input.report({
        code: limit === 0 ? 'no-such-card' : 'card-full',
        at: '/NetworkInterfaces',
        params: { card, count, limit, type: fact.type },
        evidence,
      });
  }
  enaQueues(input, type);
  for (const nic of nics)
    if (nic.deviceIndex === 0 && !nics.some((n) => n.deviceIndex === 0 && n.networkCardIndex === 0))
      input.report({
        code: 'first-not-on-card-0',
        at: `${nic.at}/NetworkCardIndex`,
        evidence,
        fixes: fitsCard0(fact, nics, nic) ? [fix('card-0', [{ type: 'set-network-card', nic: nic.key, networkCardIndex: null }])] : [],
      });
};

/** EnaQueueCount wants a type whose queues are flexible, and no more than an interface and its card have (facts 11.5). */
const enaQueues = ({ request: { nics }, report }: RuleInput, { fact, evidence }: { fact: InstanceTypeFact; evidence: Evidence }): void => {
  const onCard = new Map<number, number>();
  for (const nic of nics) {
    const count = nic.members.EnaQueueCount;
    if (typeof count !== 'number') continue;
    const found = { at: `${nic.at}/EnaQueueCount`, evidence };
    if (!fact.flexibleQueues) {
      report({ ...found, code: 'queues-not-flexible', params: { type: fact.type, number: numberOf(nic) } });
      continue;
    }
    const card = fact.networkCards.find(({ index }) => index === nic.networkCardIndex);
    const together = (onCard.get(nic.networkCardIndex) ?? 0) + count;
    onCard.set(nic.networkCardIndex, together);
    const each = card?.maxQueuesPerInterface ?? null;
    const all = card?.maxQueues ?? null;
    if (count < 1 || (each !== null && count > each))
      report({ ...found, code: 'queues-range', params: { count, limit: each, type: fact.type, number: numberOf(nic) } });
    else if (all !== null && together > all)
      report({ ...found, code: 'too-many-queues', params: { count: together, limit: all, card: nic.networkCardIndex, type: fact.type } });
  }
};

/** Whether card 0 can take the interface as its first: it has room, and the interface can be a primary one. */
const fitsCard0 = (fact: InstanceTypeFact, nics: readonly OpenedNic[], nic: OpenedNic): boolean => {
  const there = nics.filter((other) => other.networkCardIndex === 0);
  const limit = fact.networkCards.find((card) => card.index === 0)?.maxInterfaces ?? 0;
  return there.length < limit && (nic.members.InterfaceType ?? 'interface') === 'interface';
};

/** IPv4 places that an interface takes: one primary, automatic or not, its secondaries, and one for each prefix (EC2 User Guide, ec2-prefix-eni). */
const ipv4Places = (nic: OpenedNic, ipv6Only: boolean): number =>
  nic.addresses.length + automaticAddresses(nic, ipv6Only) + nic.ipv4Prefixes.length + Math.max(0, nic.ipv4PrefixCount ?? 0);

const addressCount = (input: RuleInput): void => {
  const type = typeFact(input);
  if (type === null) return;
  for (const nic of newNics(input.request)) {
    const count = ipv4Places(nic, subnetOf(input, nic)?.fact.ipv6Native === true);
    if (count <= type.fact.ipv4PerInterface) continue;
    const room = type.fact.ipv4PerInterface - 1;
    const fixes =
      nic.secondaryCount !== null &&
      room > 0 &&
      nic.addresses.every((a) => a.primary) &&
      nic.ipv4Prefixes.length === 0 &&
      (nic.ipv4PrefixCount ?? 0) === 0
        ? [
            fix('fewer-secondaries', [{ type: 'set-secondaries', nic: nic.key, secondaries: { kind: 'automatic', count: room } }], {
              count: room,
            }),
          ]
        : [];
    input.report({
      code: 'too-many-addresses',
      at: nic.at,
      params: { count, limit: type.fact.ipv4PerInterface, type: type.fact.type, number: numberOf(nic) },
      evidence: type.evidence,
      fixes,
    });
  }
};

/** Rules of the instance type's limits. */
export const LIMIT_RULES: readonly Rule[] = [
  {
    id: 'V18',
    severity: 'error',
    needs: ['ec2:DescribeInstanceTypes'],
    check: interfaceCount,
  },
  {
    id: 'V19',
    severity: 'error',
    needs: ['ec2:DescribeInstanceTypes'],
    check: addressCount,
  },
];
