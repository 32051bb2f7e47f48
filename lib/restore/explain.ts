import { readCpuOptions } from './cpu-options';
import type { JsonPointer, Params } from './diagnostic';
import { isObject, type JsonObject, openJson, pointerStep, sameJson } from './json';
import { knownKey, spellingOf } from './keys';
import { isKnownMember } from './member-forms';
import type { RestorePlan } from './plan';
import { templateNics } from './sent-keys';
import { toMetadata } from './to-metadata';

/** Why something differs from the backup; a message key below `explain.`. */
export type ReasonCode =
  | 'clash-with-interfaces'
  | 'cpu-options'
  | 'cpu-features'
  | 'credits'
  | 'profile-none'
  | 'key-pair-none'
  | 'end-of-life'
  | 'snapshot-stripped'
  | 'fresh-request-id'
  | 'edited'
  | 'user-data'
  | 'new-interface'
  | 'said-in-list'
  | 'public-ip-off'
  | 'public-ip-several'
  | 'count-with-list'
  | 'count-zero'
  | 'addresses-edited'
  | 'interface-added'
  | 'interface-removed'
  | 'interface-existing'
  | 'filled-in'
  | 'empty-left-out'
  | 'null-left-out'
  | 'unknown-kept';

const BY_PERSON: ReadonlySet<ReasonCode> = new Set([
  'cpu-features',
  'profile-none',
  'key-pair-none',
  'edited',
  'user-data',
  'addresses-edited',
  'interface-added',
  'interface-removed',
  'interface-existing',
]);

/** Whether a person decided on a difference; of the others the console does what AWS needs. */
export const isByPerson = ({ reason }: Difference): boolean => BY_PERSON.has(reason);

/** One difference between the backed-up metadata and what will be sent, or a key that we do not know and pass on. */
export interface Difference {
  readonly kind: 'dropped' | 'changed' | 'added' | 'unknown-kept';
  readonly at: JsonPointer;
  /** JSON or plain text as it stands there; `null` where there is nothing. */
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: ReasonCode;
  readonly params: Params;
}

/** Stands for the id that a start will make; explanations never need the real one. */
const ANY_REQUEST_ID = '(fresh for each attempt)';

const show = (value: unknown): string | null => (value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value));

const kindOf = (before: unknown, after: unknown): Difference['kind'] =>
  after === undefined ? 'dropped' : before === undefined ? 'added' : 'changed';

/** Features of the processor that the backup turned on, as a list for people. */
const featuresOf = ({ source }: RestorePlan, name: string): string =>
  (readCpuOptions(source.template[name] ?? '')?.features ?? []).join(', ');

const keyReason = (plan: RestorePlan, name: string): ReasonCode => {
  const known = knownKey(name);
  if (spellingOf(plan.settings.overrides as Record<string, string>, name) !== null) return 'edited';
  switch (known?.treatment) {
    case 'drop-with-interfaces':
      return 'clash-with-interfaces';
    case 'cpu-options':
      return featuresOf(plan, name) === '' ? 'cpu-options' : 'cpu-features';
    case 'credits':
      return 'credits';
    case 'profile':
      return 'profile-none';
    case 'key-pair':
      return 'key-pair-none';
    case 'drop':
      return 'end-of-life';
    case 'block-devices':
      return 'snapshot-stripped';
    case 'fresh':
      return 'fresh-request-id';
    case 'user-data':
      return 'user-data';
    default:
      return 'edited';
  }
};

const sent = (plan: RestorePlan): number => plan.nics.length;

const memberReason = (plan: RestorePlan, name: string, before: JsonObject, after: JsonObject): ReasonCode => {
  switch (name) {
    case 'NetworkInterfaceId':
      return 'new-interface';
    case 'PrivateIpAddress':
      return 'said-in-list';
    case 'AssociatePublicIpAddress':
      return after[name] === undefined && sent(plan) > 1 ? 'public-ip-several' : before[name] === true ? 'public-ip-off' : 'edited';
    case 'PrivateIpAddresses':
      return 'addresses-edited';
    case 'SecondaryPrivateIpAddressCount':
      if (before[name] === 0) return 'count-zero';
      return after[name] === undefined && Array.isArray(after.PrivateIpAddresses) ? 'count-with-list' : 'addresses-edited';
    default:
      if (before[name] === undefined && ['DeleteOnTermination', 'Description', 'DeviceIndex', 'InterfaceType'].includes(name))
        return 'filled-in';
      if (after[name] === undefined && (before[name] === '' || before[name] === null)) return 'empty-left-out';
      return 'edited';
  }
};

const nicDifferences = (plan: RestorePlan, position: number, before: JsonObject, after: JsonObject): Difference[] => {
  const at = `/NetworkInterfaces/${position}`;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): Difference[] => {
    const same = sameJson(before[name], after[name]);
    if (same && isKnownMember(name)) return [];
    const place = { at: at + pointerStep(name), before: show(before[name]), after: show(after[name]) };
    return same
      ? [{ ...place, kind: 'unknown-kept', reason: 'unknown-kept', params: { nic: position, name } }]
      : [{ ...place, kind: kindOf(before[name], after[name]), reason: memberReason(plan, name, before, after), params: { nic: position } }];
  });
};

const interfaceDifferences = (plan: RestorePlan, sentText: string): Difference[] => {
  const originals = templateNics(plan.source.template);
  const opened = openJson(sentText);
  const specs = Array.isArray(opened) ? opened.filter(isObject) : [];
  const out = specs.flatMap((spec, position) => {
    const origin = plan.nics[position]?.origin ?? null;
    const before = origin === null ? undefined : originals[origin];
    // One that is attached brings its own settings (V4): it replaces the backed-up one whole, not member by member.
    const attached = plan.nics[position]?.kind === 'existing' && !sameJson(before, spec);
    if (before !== undefined && !attached) return nicDifferences(plan, position, before, spec);
    const whole: Difference = {
      kind: kindOf(before, spec),
      at: `/NetworkInterfaces/${position}`,
      before: show(before),
      after: show(spec),
      reason: attached ? 'interface-existing' : 'interface-added',
      params: { nic: position },
    };
    return [whole];
  });
  const kept = new Set(plan.nics.map((nic) => nic.origin));
  const removed = originals.flatMap((spec, i): Difference[] =>
    kept.has(i)
      ? []
      : [{ kind: 'dropped', at: '/NetworkInterfaces', before: show(spec), after: null, reason: 'interface-removed', params: { nic: i } }],
  );
  return [...out, ...removed];
};

const keyDifference = (plan: RestorePlan, name: string, before: string | undefined, after: string | undefined): Difference[] => {
  const at = pointerStep(name);
  if (before === after)
    return knownKey(name) === null
      ? [{ kind: 'unknown-kept', at, before: show(before), after: show(after), reason: 'unknown-kept', params: { key: name, name } }]
      : [];
  const reason = keyReason(plan, name);
  const params = reason === 'cpu-features' ? { key: name, features: featuresOf(plan, name) } : { key: name };
  return [{ kind: kindOf(before, after), at, before: show(before), after: show(after), reason, params }];
};

/**
 * Every difference between the backed-up metadata and what `plan` sends, each with its reason, and every key that travels although we do not know it.
 * Interfaces are compared member by member.
 */
export const explain = (plan: RestorePlan): readonly Difference[] => {
  const { template } = plan.source;
  const metadata = toMetadata(plan, ANY_REQUEST_ID);
  const own = (map: Readonly<Record<string, string>>, name: string): string | undefined =>
    Object.hasOwn(map, name) ? map[name] : undefined;
  const names = new Set([...Object.keys(template), ...Object.keys(metadata)]);
  return [...names].flatMap((name) => {
    const after = own(metadata, name);
    if (knownKey(name)?.treatment === 'interfaces' && after !== undefined && !Object.hasOwn(plan.settings.overrides, name))
      return interfaceDifferences(plan, after);
    return keyDifference(plan, name, own(template, name), after);
  });
};
