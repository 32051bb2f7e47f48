import { type AddressRole, addressesIn, type Layout } from './layout';

/** Where an address stands in a layout. */
export interface AddressPlace {
  readonly role: AddressRole;
  readonly deviceIndex: number;
}

/** Something that is different between two layouts. Of an address `null` stands for the side on which it is not. */
export type LayoutChange =
  | { readonly what: 'address'; readonly address: string; readonly before: AddressPlace | null; readonly after: AddressPlace | null }
  | { readonly what: 'interface'; readonly deviceIndex: number; readonly change: 'added' | 'removed' }
  | { readonly what: 'subnet'; readonly deviceIndex: number; readonly before: string | null; readonly after: string | null }
  | { readonly what: 'groups'; readonly deviceIndex: number; readonly added: readonly string[]; readonly removed: readonly string[] };

const placesIn = (layout: Layout): ReadonlyMap<string, AddressPlace> =>
  new Map(addressesIn(layout).map(({ address, role, nic }) => [address, { role, deviceIndex: layout[nic]?.deviceIndex ?? 0 }]));

const missing = (from: readonly string[], other: readonly string[]): readonly string[] => from.filter((each) => !other.includes(each));

const interfaceChanges = (before: Layout, after: Layout): readonly LayoutChange[] => {
  const old = new Map(before.map((each) => [each.deviceIndex, each]));
  const now = new Map(after.map((each) => [each.deviceIndex, each]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort((a, b) => a - b)
    .flatMap((deviceIndex): LayoutChange[] => {
      const [a, b] = [old.get(deviceIndex), now.get(deviceIndex)];
      if (a === undefined || b === undefined) return [{ what: 'interface', deviceIndex, change: a === undefined ? 'added' : 'removed' }];
      const [added, removed] = [missing(b.groups, a.groups), missing(a.groups, b.groups)];
      return [
        ...(a.subnetId === b.subnetId ? [] : [{ what: 'subnet' as const, deviceIndex, before: a.subnetId, after: b.subnetId }]),
        ...(added.length + removed.length === 0 ? [] : [{ what: 'groups' as const, deviceIndex, added, removed }]),
      ];
    });
};

/** What changed from one layout to another: interfaces, their subnets and groups, then addresses that came, went, or are something else now. */
export const layoutChanges = (before: Layout, after: Layout): readonly LayoutChange[] => {
  const [old, now] = [placesIn(before), placesIn(after)];
  const addresses = [...new Set([...old.keys(), ...now.keys()])].flatMap((address): LayoutChange[] => {
    const [a, b] = [old.get(address) ?? null, now.get(address) ?? null];
    if (a !== null && b !== null && a.role === b.role && a.deviceIndex === b.deviceIndex) return [];
    return [{ what: 'address', address, before: a, after: b }];
  });
  return [...interfaceChanges(before, after), ...addresses];
};

/** What one look at a resource showed; `layout` is `null` where that could not be read. */
export interface Look<E> {
  readonly atMs: number;
  readonly evidence: E;
  readonly layout: Layout | null;
}

/** Looks in a row that showed the same layout. */
export interface LayoutRun<E> {
  readonly layout: Layout;
  /** The looks that showed it, the oldest first; at least one. */
  readonly looks: readonly Look<E>[];
  /** Looks between the first and the last that could not be read. */
  readonly unknown: number;
  /** What changed since the run before; empty for the first one. */
  readonly changes: readonly LayoutChange[];
}

/** The layouts of a resource one after another, the oldest first. A change happened somewhere between the last look of one run and the first look of the next. */
export const layoutRuns = <E>(looks: readonly Look<E>[]): readonly LayoutRun<E>[] => {
  const runs: LayoutRun<E>[] = [];
  let unknown = 0;
  for (const look of [...looks].sort((a, b) => a.atMs - b.atMs)) {
    if (look.layout === null) {
      unknown += 1;
      continue;
    }
    const last = runs.at(-1);
    const changes = last === undefined ? [] : layoutChanges(last.layout, look.layout);
    if (last !== undefined && changes.length === 0)
      runs[runs.length - 1] = { ...last, looks: [...last.looks, look], unknown: last.unknown + unknown };
    else runs.push({ layout: look.layout, looks: [look], unknown: 0, changes });
    unknown = 0;
  }
  return runs;
};
