/**
 * What the facts say of one address, in the order of precedence in which it is told: an address that is held is said to be held, also inside a reservation.
 * The position in this list is the state's number in an `AddressField`.
 */
export const ADDRESS_KINDS = [
  'free',
  'reserved-explicit',
  'reserved-prefix',
  'unknown',
  'claimed',
  'delegated',
  'used',
  'used-running',
  'original',
  'aws',
] as const;

export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** What the map shows of an address: the plan's own placing goes before what the facts say. */
export type AddressState = AddressKind | 'placed';

/** The number that stands for a kind in an `AddressField`. */
export const KIND_CODE = Object.fromEntries(ADDRESS_KINDS.map((kind, code) => [kind, code])) as Readonly<Record<AddressKind, number>>;

/** The kind that a number stands for. Numbers that stand for none are `unknown`. */
export const kindOfCode = (code: number | undefined): AddressKind => ADDRESS_KINDS[code ?? -1] ?? 'unknown';

/** Kinds that a plan may place an address on: exactly those for which `isFree` (rules/free-addresses) holds while the interfaces are known. */
export const isUsableKind = (kind: AddressKind): boolean => kind === 'free' || kind === 'reserved-explicit';

/** The kinds that a density tile adds up to one bar: held by somebody, in whatever way. */
export const isHeldKind = (kind: AddressKind): boolean =>
  kind === 'used' || kind === 'used-running' || kind === 'original' || kind === 'delegated' || kind === 'claimed';
