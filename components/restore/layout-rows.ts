import type { Assigned, NewNic, Nic, RestorePlan } from '@/lib/restore/plan';

/** A value of an interface, to be said in words: a list, a number that AWS picks, or nothing of the kind. */
export type Shown =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'automatic'; readonly count: number | null }
  | { readonly kind: 'flag'; readonly on: boolean }
  | { readonly kind: 'absent' };

export type RowName = 'subnet' | 'primary' | 'secondaries' | 'groups' | 'publicIp' | 'ipv6' | 'prefixes' | 'existing';

export interface LayoutRow {
  readonly name: RowName;
  readonly before: Shown;
  readonly after: Shown;
  readonly changed: boolean;
}

/** One interface on both sides, by where it came from; `null` on the side that has none. */
export interface LayoutPair {
  readonly key: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly rows: readonly LayoutRow[];
}

const ABSENT: Shown = { kind: 'absent' };
const texts = (values: readonly string[]): Shown => ({ kind: 'texts', texts: values });
const assigned = (value: Assigned<string>): Shown =>
  value.kind === 'automatic' ? { kind: 'automatic', count: value.count } : texts(value.values);

const prefixes = (nic: NewNic): Shown => {
  const { ipv4Prefixes: v4, ipv6Prefixes: v6 } = nic;
  if (v4.kind === 'automatic' || v6.kind === 'automatic')
    return {
      kind: 'automatic',
      count: (v4.kind === 'automatic' ? v4.count : v4.values.length) + (v6.kind === 'automatic' ? v6.count : v6.values.length),
    };
  return texts([...v4.values, ...v6.values]);
};

const READ: Readonly<Record<Exclude<RowName, 'existing'>, (nic: NewNic) => Shown>> = {
  subnet: (nic) => texts(nic.subnetId === null ? [] : [nic.subnetId]),
  primary: (nic) => (nic.primary.kind === 'automatic' ? { kind: 'automatic', count: null } : texts([nic.primary.address])),
  secondaries: (nic) => assigned(nic.secondaries),
  groups: (nic) => texts(nic.groups),
  publicIp: (nic) => ({ kind: 'flag', on: nic.publicIp }),
  ipv6: (nic) => assigned(nic.ipv6),
  prefixes,
};

const shownOf = (nic: Nic | null, name: RowName): Shown => {
  if (nic === null) return ABSENT;
  if (nic.kind === 'existing') return name === 'existing' ? texts([nic.networkInterfaceId]) : ABSENT;
  return name === 'existing' ? ABSENT : READ[name](nic);
};

const isEmpty = (shown: Shown): boolean => shown.kind === 'absent' || (shown.kind === 'texts' && shown.texts.length === 0);

const NAMES: readonly RowName[] = ['existing', 'subnet', 'primary', 'secondaries', 'groups', 'publicIp', 'ipv6', 'prefixes'];
/** Told even where there is nothing, because their absence is what one looks for. */
const ALWAYS = new Set<RowName>(['subnet', 'primary', 'secondaries']);

const rowsOf = (before: Nic | null, after: Nic | null): readonly LayoutRow[] =>
  NAMES.flatMap((name): LayoutRow[] => {
    const [was, becomes] = [shownOf(before, name), shownOf(after, name)];
    const hasNew = before?.kind === 'new' || after?.kind === 'new';
    if (isEmpty(was) && isEmpty(becomes) && !(hasNew && ALWAYS.has(name))) return [];
    return [{ name, before: was, after: becomes, changed: JSON.stringify(was) !== JSON.stringify(becomes) }];
  });

/**
 * Two layouts side by side. Interfaces are matched by the interface of the backup that they came from, or by their identity in the plan; what has no
 * counterpart stands alone. In the order of `after`, what is gone last.
 */
export const compareLayouts = (before: RestorePlan, after: RestorePlan): readonly LayoutPair[] => {
  const partner = (nic: Nic): number =>
    before.nics.findIndex((each) => (nic.origin === null ? each.origin === null && each.key === nic.key : each.origin === nic.origin));
  const pairs = after.nics.map((nic, position): LayoutPair => {
    const at = partner(nic);
    return { key: nic.key, before: at < 0 ? null : at, after: position, rows: rowsOf(before.nics[at] ?? null, nic) };
  });
  const met = new Set(pairs.map((pair) => pair.before));
  const gone = before.nics.flatMap((nic, position): LayoutPair[] =>
    met.has(position) ? [] : [{ key: `gone ${nic.key}`, before: position, after: null, rows: rowsOf(nic, null) }],
  );
  return [...pairs, ...gone];
};

/** Whether two layouts are the same for AWS. */
export const sameLayout = (pairs: readonly LayoutPair[]): boolean =>
  pairs.every((pair) => pair.before === pair.after && pair.rows.every((row) => !row.changed));
