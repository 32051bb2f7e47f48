import type { EditorState, Spot } from '@/components/restore/editor-store';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Diagnostic, JsonPointer, Severity } from '@/lib/restore/diagnostic';
import type { NewNic } from '@/lib/restore/plan';

/** Where an interface stands in the request: what findings point at. */
export const nicPointer = (position: number): JsonPointer => `/NetworkInterfaces/${position}`;

/** Where a fixed address stands in the request: the primary first, then the secondaries. `index` is `null` for the primary. */
export const addressPointer = (nic: NewNic, position: number, index: number | null): JsonPointer => {
  const before = nic.primary.kind === 'fixed' ? 1 : 0;
  return `${nicPointer(position)}/PrivateIpAddresses/${index === null ? 0 : before + index}`;
};

const ADDRESS = /^\/NetworkInterfaces\/\d+\/(?:PrivateIpAddresses|Ipv6Addresses|Ipv4Prefixes|Ipv6Prefixes)\/\d+/;
const NIC = /^\/NetworkInterfaces\/\d+/;
const NONE: readonly Diagnostic[] = [];

let sorted: { readonly of: readonly Diagnostic[]; readonly by: ReadonlyMap<JsonPointer, readonly Diagnostic[]> } = {
  of: NONE,
  by: new Map(),
};

const sort = (diagnostics: readonly Diagnostic[]): ReadonlyMap<JsonPointer, readonly Diagnostic[]> => {
  const by = new Map<JsonPointer, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    // What is merely good to know stands in the verdict: at the places it would drown what matters.
    if (diagnostic.severity === 'info') continue;
    const place = ADDRESS.exec(diagnostic.at)?.[0] ?? NIC.exec(diagnostic.at)?.[0];
    if (place === undefined) continue;
    const here = by.get(place);
    if (here === undefined) by.set(place, [diagnostic]);
    else here.push(diagnostic);
  }
  return by;
};

const same = (a: readonly Diagnostic[] | undefined, b: readonly Diagnostic[]): a is readonly Diagnostic[] =>
  a !== undefined && a.length === b.length && a.every((each, i) => each === b[i]);

/**
 * The findings about one address slot, or about an interface besides its addresses. The same array as before where nothing has changed there (the store keeps what is
 * said again), so that an edit of one slot does not paint all others.
 */
export const findingsAt = (state: EditorState, at: JsonPointer): readonly Diagnostic[] => {
  if (sorted.of !== state.diagnostics) {
    const before = sorted.by;
    const now = sort(state.diagnostics);
    sorted = {
      of: state.diagnostics,
      by: new Map([...now].map(([place, found]) => [place, same(before.get(place), found) ? (before.get(place) ?? found) : found])),
    };
  }
  return sorted.by.get(at) ?? NONE;
};

const ORDER: readonly Severity[] = ['error', 'warning', 'unknown', 'info'];

/** The gravest severity among findings. */
export const worstOf = (findings: readonly Diagnostic[]): Severity | null =>
  ORDER.find((severity) => findings.some((each) => each.severity === severity)) ?? null;

/** Whether what is pointed at, here or on the map or in the verdict, is this address slot. */
export const isLit = (spot: Spot | null, at: JsonPointer, address: Ipv4 | null, subnetId: string | null): boolean =>
  spot !== null &&
  (spot.kind === 'address' ? spot.address === address && spot.subnetId === subnetId : spot.at === at || spot.at.startsWith(`${at}/`));

/** Puts the focus on the place of a finding, or on the interface around it, and brings it into view. For whoever lists findings. */
export const focusPlace = (at: JsonPointer): void => {
  for (let place = at; place.length > 0; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = document.querySelector<HTMLElement>(`[data-at="${CSS.escape(place)}"]`);
    if (found === null) continue;
    found.scrollIntoView({ block: 'nearest' });
    found.focus();
    return;
  }
};
