import type { Fix } from '../diagnostic';
import type { OpenedNic } from '../request';
import { shortfall } from './demand';
import { wantsIpv6 } from './ipv6';
import { typeFact } from './limits';
import { fix, NONE, numberOf, type Rule, type RuleInput, subnetOf } from './rule';

/** A plain interface has a primary address, which an efa-only one does without: AWS must have one to pick. What else it asks for is counted already. */
const plain = (input: RuleInput, nic: OpenedNic): readonly Fix[] => {
  const subnet = subnetOf(input, nic);
  const automatic = nic.addresses.some((address) => address.primary) ? 0 : 1;
  const more = { named: 0, automatic: automatic + Math.max(0, nic.secondaryCount ?? 0), addedFree: 0 };
  const places = nic.addresses.length + more.automatic + nic.ipv4Prefixes.length + Math.max(0, nic.ipv4PrefixCount ?? 0);
  const full =
    nic.members.InterfaceType === 'efa-only' &&
    ((subnet !== null && shortfall(input.request, subnet, more) !== null) || places > (typeFact(input)?.fact.ipv4PerInterface ?? places));
  return full ? [] : [fix('plain-interface', [{ type: 'set-interface-type', nic: nic.key, interfaceType: 'interface' }])];
};

const noAddresses = (nic: OpenedNic): Fix =>
  fix('no-addresses', [
    { type: 'set-secondaries', nic: nic.key, secondaries: NONE },
    { type: 'set-primary', nic: nic.key, address: 'automatic' },
    { type: 'set-ipv6', nic: nic.key, ipv6: NONE },
    { type: 'set-ipv4-prefixes', nic: nic.key, prefixes: NONE },
    { type: 'set-ipv6-prefixes', nic: nic.key, prefixes: NONE },
  ]);

const hasAddresses = (nic: OpenedNic): boolean =>
  nic.addresses.length > 0 ||
  nic.secondaryCount !== null ||
  nic.ipv4Prefixes.length > 0 ||
  (nic.ipv4PrefixCount ?? 0) > 0 ||
  wantsIpv6(nic);

const efaOnly = (input: RuleInput, nic: OpenedNic, at: string): void => {
  if (nic.members.InterfaceType !== 'efa-only') return;
  if (nic.deviceIndex === 0 && nic.networkCardIndex === 0) input.report({ code: 'efa-only-primary', at, fixes: plain(input, nic) });
  if (hasAddresses(nic))
    input.report({
      code: 'efa-only-with-addresses',
      at,
      params: { number: numberOf(nic) },
      fixes: [noAddresses(nic), ...plain(input, nic)],
    });
};

const supported = (input: RuleInput, wanted: readonly OpenedNic[]): void => {
  const type = wanted.length === 0 ? null : typeFact(input);
  if (type === null) return;
  wanted.forEach((nic, i) => {
    const at = `${nic.at}/InterfaceType`;
    const found = { at, evidence: type.evidence, fixes: plain(input, nic) };
    const { maxEfaInterfaces: limit, type: name, efaSupported } = type.fact;
    if (!efaSupported) input.report({ ...found, code: 'type-without-efa', params: { type: name, number: numberOf(nic) } });
    // Said once, at the last of them.
    else if (wanted.length > limit && i === wanted.length - 1)
      input.report({
        ...found,
        code: 'too-many-efa',
        params: { count: wanted.length, limit, type: name },
        fixes: wanted.length - 1 > limit ? [] : found.fixes,
      });
  });
};

const efa = (input: RuleInput): void => {
  const onCard = new Set<number>();
  const wanted: OpenedNic[] = [];
  for (const nic of input.request.nics) {
    const kind = nic.members.InterfaceType;
    const at = `${nic.at}/InterfaceType`;
    if (kind === undefined || kind === null || kind === '' || kind === 'interface') continue;
    if (kind !== 'efa' && kind !== 'efa-only') {
      input.report({ code: 'interface-type-unknown', at, params: { type: String(kind) }, fixes: plain(input, nic) });
      continue;
    }
    wanted.push(nic);
    if (onCard.has(nic.networkCardIndex))
      input.report({ code: 'two-efa-on-card', at, params: { card: nic.networkCardIndex }, fixes: plain(input, nic) });
    onCard.add(nic.networkCardIndex);
    efaOnly(input, nic, at);
  }
  supported(input, wanted);
};

/** Rule of interface types and Elastic Fabric Adapters. */
export const EFA_RULES: readonly Rule[] = [{ id: 'V27', severity: 'error', needs: ['ec2:DescribeInstanceTypes'], check: efa }];
