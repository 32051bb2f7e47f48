import { type Ipv4, ipv4FromNumber } from '@/lib/net/ipv4';
import type { Diagnostic } from '../diagnostic';
import type { FactIndex, HeldPrefix, SubnetIndex } from '../fact-index';
import type { CidrReservation, ClaimFact, InterfaceFact } from '../facts';
import { type Holder, holderOf } from '../holder';
import { type AwsReserved, awsReserved } from '../rules/free-addresses';
import { inRange } from '../rules/rule';
import { type AddressField, kindAt } from './field';
import type { Placement, Placements } from './placements';
import { type AddressKind, type AddressState, isUsableKind } from './states';

/** Who holds an address, and as what. */
export interface HeldBy {
  readonly holder: Holder;
  readonly fact: InterfaceFact;
  readonly role: 'primary' | 'secondary' | 'prefix';
  readonly original: boolean;
  /** The account that it belongs to, where that is another one; its instances are not shown to us. */
  readonly otherAccount: string | null;
}

/** Everything that is known of one address. */
export interface Story {
  readonly address: Ipv4;
  readonly value: number;
  readonly subnetId: string;
  readonly state: AddressState;
  /** What the facts alone say. */
  readonly kind: AddressKind;
  readonly aws: AwsReserved | null;
  readonly heldBy: HeldBy | null;
  readonly prefix: HeldPrefix | null;
  readonly reservation: CidrReservation | null;
  readonly claim: ClaimFact | null;
  readonly placements: readonly Placement[];
  /** Findings of the verdict about this address in the plan. */
  readonly findings: readonly Diagnostic[];
  readonly conflict: boolean;
  /** How many addresses of the subnet are held by what AWS does not show, where this may be one of them; 0 where it cannot. */
  readonly mayBeHeld: number;
  /** Of the answer that says who holds what; `null` where that is not known. */
  readonly asOf: string | null;
}

/** What stories are told from: a subnet as AWS answered, as the map drew it, and what the plan places there. */
export interface MapSubnet {
  readonly index: SubnetIndex;
  readonly field: AddressField;
  readonly placements: Placements;
}

const heldBy = (subnet: SubnetIndex, facts: FactIndex, value: number, originalInstanceId: string | null): HeldBy | null => {
  const direct = subnet.holders.get(value);
  const prefix = direct === undefined ? subnet.prefixes.find(({ range }) => inRange(range, value)) : undefined;
  const fact = direct ?? prefix?.holder;
  if (fact === undefined) return null;
  const role = prefix !== undefined ? 'prefix' : fact.addresses[0] === ipv4FromNumber(value) ? 'primary' : 'secondary';
  const original = fact.instanceId !== null && fact.instanceId === originalInstanceId;
  const { callerAccount } = facts.facts;
  const otherAccount = callerAccount.state === 'known' && fact.ownerId !== callerAccount.value ? fact.ownerId : null;
  return { holder: holderOf(fact, facts.instances), fact, role, original, otherAccount };
};

/** Tells the story of an address of `subnet`; `null` outside it. */
export const storyOf = (
  subnet: MapSubnet,
  facts: FactIndex,
  diagnostics: readonly Diagnostic[],
  originalInstanceId: string | null,
  value: number,
): Story | null => {
  const { index, field, placements } = subnet;
  const kind = kindAt(field, value);
  if (kind === null) return null;
  const placed = placements.get(value) ?? [];
  return {
    address: ipv4FromNumber(value),
    value,
    subnetId: index.fact.id,
    state: placed.length > 0 ? 'placed' : kind,
    kind,
    aws: awsReserved(index, value),
    heldBy: heldBy(index, facts, value, originalInstanceId),
    prefix: index.prefixes.find(({ range }) => inRange(range, value)) ?? null,
    reservation: index.reservations.find(({ range }) => inRange(range, value))?.reservation ?? null,
    claim: index.claims.get(value) ?? null,
    placements: placed,
    findings: diagnostics.filter(({ at }) => placed.some((placement) => placement.at === at)),
    conflict: placed.some(({ conflict }) => conflict),
    mayBeHeld: isUsableKind(kind) ? index.hidden.atLeast : 0,
    asOf: index.interfaces.state === 'known' ? index.interfaces.asOf : null,
  };
};
