import { parseIpv6 } from '@/lib/net/ipv6';
import type { Assigned, Nic, RestorePlan } from '@/lib/restore/plan';

/** One interface of the created instance, as EC2 showed it after the restore. */
export interface ActualInterface {
  readonly id: string;
  readonly deviceIndex: number | null;
  readonly subnetId: string;
  readonly macAddress: string | null;
  /** Primary first. */
  readonly addresses: readonly string[];
  readonly ipv4Prefixes: readonly string[];
  readonly ipv6Addresses: readonly string[];
}

/** An address that was asked for. */
export interface AskedAddress {
  readonly deviceIndex: number;
  readonly role: AddressMatch['role'];
  /** `null`: AWS was to pick it. */
  readonly address: string | null;
}

/** What one place of an interface was to hold: this address, one that AWS picks, or (asked `null`) nothing. */
export interface AddressMatch {
  readonly role: 'primary' | 'secondary' | 'ipv6' | 'ipv4-prefix';
  readonly asked: { readonly kind: 'fixed'; readonly address: string } | { readonly kind: 'automatic' } | null;
  readonly actual: string | null;
  /** `same`: the very address asked for; `picked`: AWS chose, as asked; `missing`, `unasked` or `different`: not what was asked for. */
  readonly match: 'same' | 'picked' | 'missing' | 'unasked' | 'different';
}

/** One interface side by side. `asked` or `actual` is `null` where there is no such interface on that side. */
export interface InterfaceMatch {
  readonly deviceIndex: number;
  readonly askedSubnetId: string | null;
  readonly askedInterfaceId: string | null;
  readonly actual: ActualInterface | null;
  readonly addresses: readonly AddressMatch[];
  readonly matches: boolean;
}

/**
 * Compares what a plan asked for with what the created instance has, interface by interface (by device index) and address by address.
 * Secondaries are a set: their order means nothing to EC2. An attached interface brings its own addresses, so only its identity is compared.
 */
export const compareAddresses = (plan: Pick<RestorePlan, 'nics'>, actual: readonly ActualInterface[]): readonly InterfaceMatch[] => {
  const indexes = new Set([...plan.nics.map((nic) => nic.deviceIndex), ...actual.flatMap((each) => each.deviceIndex ?? [])]);
  return [...indexes]
    .sort((a, b) => a - b)
    .map((deviceIndex) =>
      compareOne(
        deviceIndex,
        plan.nics.find((nic) => nic.deviceIndex === deviceIndex) ?? null,
        actual.find((each) => each.deviceIndex === deviceIndex) ?? null,
      ),
    );
};

const compareOne = (deviceIndex: number, nic: Nic | null, actual: ActualInterface | null): InterfaceMatch => {
  const common = { deviceIndex, actual };
  if (nic?.kind === 'existing') {
    const same = actual?.id === nic.networkInterfaceId;
    return { ...common, askedSubnetId: null, askedInterfaceId: nic.networkInterfaceId, addresses: [], matches: same };
  }
  const addresses = addressMatches(nic, actual);
  const rightSubnet = nic !== null && (nic.subnetId === null || actual?.subnetId === nic.subnetId);
  const matches = rightSubnet && addresses.every((each) => each.match === 'same' || each.match === 'picked');
  return { ...common, askedSubnetId: nic?.subnetId ?? null, askedInterfaceId: null, addresses, matches };
};

type NewOnly = Exclude<Nic, { readonly kind: 'existing' }>;

const addressMatches = (nic: NewOnly | null, actual: ActualInterface | null): readonly AddressMatch[] => {
  const [primary = null, ...secondaries] = actual?.addresses ?? [];
  const nothing: Assigned<string> = { kind: 'fixed', values: [] };
  return [
    ...(nic === null && primary === null ? [] : [primaryMatch(nic, primary)]),
    ...listMatches('secondary', nic?.secondaries ?? nothing, secondaries, (text) => text),
    ...listMatches('ipv6', nic?.ipv6 ?? nothing, actual?.ipv6Addresses ?? [], (text) => parseIpv6(text) ?? text),
    ...listMatches('ipv4-prefix', nic?.ipv4Prefixes ?? nothing, actual?.ipv4Prefixes ?? [], (text) => text),
  ];
};

const primaryMatch = (nic: NewOnly | null, actual: string | null): AddressMatch => {
  const role = 'primary';
  if (nic === null) return { role, asked: null, actual, match: 'unasked' };
  if (nic.primary.kind === 'automatic')
    return { role, asked: { kind: 'automatic' }, actual, match: actual === null ? 'missing' : 'picked' };
  const asked = { kind: 'fixed', address: nic.primary.address } as const;
  if (actual === null) return { role, asked, actual, match: 'missing' };
  return { role, asked, actual, match: actual === asked.address ? 'same' : 'different' };
};

const listMatches = (
  role: AddressMatch['role'],
  asked: Assigned<string>,
  actual: readonly string[],
  canonical: (text: string) => string,
): readonly AddressMatch[] => {
  if (asked.kind === 'automatic') {
    const places = Math.max(asked.count, actual.length);
    return Array.from({ length: places }, (_, i): AddressMatch => {
      const address = actual[i] ?? null;
      const wanted = i < asked.count;
      return {
        role,
        asked: wanted ? { kind: 'automatic' } : null,
        actual: address,
        match: address === null ? 'missing' : wanted ? 'picked' : 'unasked',
      };
    });
  }
  const there = new Set(actual.map(canonical));
  const wanted = new Set(asked.values.map(canonical));
  const askedFor = asked.values.map(
    (address): AddressMatch =>
      there.has(canonical(address))
        ? { role, asked: { kind: 'fixed', address }, actual: address, match: 'same' }
        : { role, asked: { kind: 'fixed', address }, actual: null, match: 'missing' },
  );
  const unasked = actual
    .filter((address) => !wanted.has(canonical(address)))
    .map((address): AddressMatch => ({ role, asked: null, actual: address, match: 'unasked' }));
  return [...askedFor, ...unasked];
};

/** Every address that a plan asks for, AWS's choices included, in the order of the interfaces. */
export const askedOf = (plan: RestorePlan): readonly AskedAddress[] =>
  compareAddresses(plan, []).flatMap(({ deviceIndex, addresses }) =>
    addresses.flatMap(({ role, asked }) =>
      asked === null ? [] : [{ deviceIndex, role, address: asked.kind === 'fixed' ? asked.address : null }],
    ),
  );
