import type { CidrRange } from '@/lib/net/cidr';
import type { FindingCode, FixCode, RuleId } from '../codes';
import type { Evidence, Fix, JsonPointer, Params, Severity } from '../diagnostic';
import { type FactIndex, factOf, type SubnetIndex } from '../fact-index';
import type { InterfaceFact, Known, UnknownReason } from '../facts';
import type { FailedBefore } from '../failed-before';
import { isObject } from '../json';
import type { InstanceSettings } from '../plan';
import { type OpenedNic, type OpenedRequest, opened } from '../request';
import type { SourceNote } from '../source-note';

/** What a check knows of the restore besides the request itself; `null` where a pasted file does not say. */
export interface CheckContext {
  readonly region: string | null;
  /** The instance that was backed up. */
  readonly originalInstanceId: string | null;
  /** Whether the backup's own metadata is known; a pasted file may come without it. */
  readonly backupKnown: boolean;
  /** CpuOptions in the backup, as text (1.3). */
  readonly backedUpCpuOptions: string | null;
  /** BlockDeviceMappings in the backup, as text (J5). */
  readonly backedUpDevices: string | null;
  /** Instance profile name in the backup (F2). */
  readonly backedUpProfile: string | null;
  /** Key pair name in the backup. */
  readonly backedUpKeyPair: string | null;
  /** Subnets of the backup's interfaces, to tell a changed subnet (F19). */
  readonly backedUpSubnetIds: readonly string[];
  readonly restoreRoleArn: string | null;
  /** What failed when this was tried before. */
  readonly failed: FailedBefore | null;
  /** What was noticed while the text of a file was read; nothing for a plan. */
  readonly notes: readonly SourceNote[];
}

/** One finding as a rule states it; the table adds the rule's id. */
export interface Finding {
  readonly code: FindingCode;
  readonly at: JsonPointer;
  readonly severity?: Severity;
  readonly params?: Params;
  readonly evidence?: Evidence;
  readonly fixes?: readonly Fix[];
}

/** What a rule is given: the request, the facts, and a place to put findings. */
export interface RuleInput {
  readonly request: OpenedRequest;
  readonly index: FactIndex;
  readonly context: CheckContext;
  readonly report: (finding: Finding) => void;
  /** Says that a fact the rule needs is not known; repeated unknowns of one subject become one. */
  readonly unknown: (fact: Unknown, at: JsonPointer) => void;
}

export type Unknown = Extract<Known<unknown>, { state: 'unknown' }>;

/** One row of the table: what the rule asks and how bad a finding is. Where it comes from is in `sources.ts`. */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** Calls whose answers it needs; empty for rules of the request alone. */
  readonly needs: readonly string[];
  readonly check: (input: RuleInput) => void;
}

/** The plan itself as evidence: no time. */
export const REQUEST_ITSELF: Evidence = { source: 'request', asOf: null };

export const evidenceOf = (fact: Known<unknown>): Evidence => ({ source: fact.source, asOf: fact.asOf });

export const fix = (code: FixCode, commands: Fix['commands'], params: Params = {}): Fix => ({ code, params, commands });

/** Every interface that the launch has: the request's, or the one that EC2 makes of the instance-level subnet. */
export const allNics = (request: OpenedRequest): readonly OpenedNic[] => (request.implicit === null ? request.nics : [request.implicit]);

/** Interfaces that the restore creates; one that is attached by id brings everything itself. */
export const newNics = (request: OpenedRequest): readonly OpenedNic[] =>
  allNics(request).filter((nic) => nic.networkInterfaceId === null || nic.subnetId !== null);

/** The subnet that an interface names, with its addresses; `null` where it names none or none is known by that id. */
export const subnetOf = (input: RuleInput, nic: OpenedNic): SubnetIndex | null =>
  nic.subnetId === null ? null : (input.index.subnets.get(nic.subnetId) ?? null);

/** The interface that is attached by id, `null` where it is not known or there is none. */
export const attachedOf = (input: RuleInput, id: string): Known<InterfaceFact | null> => {
  const asked = factOf(input.index.facts.attached, id, 'ec2:DescribeNetworkInterfaces');
  if (Object.hasOwn(input.index.facts.attached, id)) return asked;
  for (const known of Object.values(input.index.facts.interfaces)) {
    const found = known.state === 'known' ? known.value.find((each) => each.id === id) : undefined;
    if (found !== undefined && known.state === 'known') return { ...known, value: found };
  }
  return asked;
};

/** Where an interface lies: in the subnet it names, or in that of the interface it attaches. `null` where that is not known. */
export const homeOf = (input: RuleInput, nic: OpenedNic): SubnetIndex | null => {
  if (nic.subnetId !== null) return subnetOf(input, nic);
  const attached = nic.networkInterfaceId === null ? null : attachedOf(input, nic.networkInterfaceId);
  return attached?.state === 'known' && attached.value !== null ? (input.index.subnets.get(attached.value.subnetId) ?? null) : null;
};

/** A region, as the name of one of its zones begins (`ap-northeast-1a`, `us-west-2-lax-1a`). */
const regionOfZone = (zone: unknown): string | null => /^[a-z]+(?:-[a-z]+)+-\d+/.exec(typeof zone === 'string' ? zone : '')?.[0] ?? null;

/** The region of the restore: known from its point, else told by the zone of a subnet or of Placement; `null` where nothing tells. */
export const regionOf = (input: RuleInput): string | null => {
  if (input.context.region !== null) return input.context.region;
  const home = allNics(input.request)
    .map((nic) => homeOf(input, nic))
    .find((each) => each !== null);
  const placement = opened(input.request, 'Placement');
  return regionOfZone(home?.fact.availabilityZone ?? (isObject(placement) ? placement.AvailabilityZone : null));
};

/** Sends `value` for a key. */
export const setKey = (code: FixCode, key: string, value: string | null, params: Params = {}): Fix =>
  fix(code, [{ type: 'set-override', key, value }], params);

/** Does not send a key. */
export const removeKey = (key: string): Fix => setKey('remove-key', key, null, { key });

/** Takes back what somebody typed for a key, so that the setting behind it counts again, and sets that. */
export const setSetting = (code: FixCode, key: string, settings: Partial<InstanceSettings>, params: Params = {}): Fix =>
  fix(
    code,
    [
      { type: 'set-override', key, value: undefined },
      { type: 'set-settings', settings },
    ],
    params,
  );

/** No entries of a list that is given or counted. */
export const NONE = { kind: 'fixed', values: [] } as const;

/** An interface's number for people, who count from 1. */
export const numberOf = (nic: OpenedNic): number => nic.position + 1;

export const inRange = (range: CidrRange, value: number): boolean => value >= range.first && value <= range.last;

/** What stays unknown and why, as parameters of a message. */
export const unknownParams = (reason: UnknownReason, source: string): Params => ({
  call: source,
  reason: reason.code,
  action: reason.code === 'denied' ? reason.action : null,
  detail: 'detail' in reason ? reason.detail : null,
  ...(reason.code === 'undecided' ? { why: reason.why } : {}),
});
