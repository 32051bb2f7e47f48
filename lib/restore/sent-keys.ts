import { isObject, type JsonObject, openJson, sameJson } from './json';
import { knownKey, metadataValue, spellingOf } from './keys';
import { nicSpec } from './nic-spec';
import type { Nic, RestoreMetadata, RestorePlan } from './plan';

/** The template's interfaces, opened; empty where it has none or they cannot be read. */
export const templateNics = (template: RestoreMetadata): readonly JsonObject[] => {
  const known = openedTemplates.get(template);
  if (known !== undefined) return known;
  const opened = openJson(metadataValue(template, 'NetworkInterfaces') ?? '[]');
  const nics = Array.isArray(opened) ? opened.map((nic) => (isObject(nic) ? nic : {})) : [];
  openedTemplates.set(template, nics);
  return nics;
};

/** A template never changes, and every check and every difference asks for its interfaces. */
const openedTemplates = new WeakMap<RestoreMetadata, readonly JsonObject[]>();

/** The template's interface that `nic` came from; `{}` for one that was added. */
export const originalOf = (plan: RestorePlan, nic: Nic): JsonObject =>
  (nic.origin === null ? undefined : templateNics(plan.source.template)[nic.origin]) ?? {};

/** The plan's interfaces in RunInstances shape, in order; the members of each in no particular order. */
export const nicSpecs = (plan: RestorePlan): readonly JsonObject[] =>
  plan.nics.map((nic) => nicSpec(nic, originalOf(plan, nic), plan.nics.length));

/** SnapshotId and OutpostArn are not supported in a restore (facts 1.2). */
const cleanBlockDevices = (text: string): string => {
  const opened = openJson(text);
  if (!Array.isArray(opened)) return text;
  const clean = opened.map((device) => {
    if (!isObject(device) || !isObject(device.Ebs)) return device;
    const { SnapshotId: _snapshot, OutpostArn: _outpost, ...ebs } = device.Ebs;
    return { ...device, Ebs: ebs };
  });
  return sameJson(opened, clean) ? text : JSON.stringify(clean);
};

/** Only T types take CPU credits (1.2). What the backed-up type took is for the check to judge (V33), not for the printer to drop. */
const takesCredits = ({ settings: { instanceType }, source }: RestorePlan): boolean =>
  /^t\d/.test(instanceType) || instanceType === metadataValue(source.template, 'InstanceType');

/** What becomes of one template key: its text, or `null` where it is not sent. */
const sentValue = (plan: RestorePlan, name: string, text: string, requestId: string, interfaces: string): string | null => {
  const { settings } = plan;
  switch (knownKey(name)?.treatment) {
    case 'interfaces':
      return interfaces;
    case 'drop-with-interfaces':
      return plan.nics.length > 0 ? null : text;
    case 'drop':
      return null;
    case 'instance-type':
      return settings.instanceType;
    case 'cpu-options':
      return settings.cpuOptions === 'keep' ? text : null;
    case 'profile':
      return settings.instanceProfile === 'backed-up' ? text : null;
    case 'key-pair':
      return settings.keyPair === 'backed-up' ? text : null;
    case 'user-data':
      return settings.userData;
    case 'credits':
      return takesCredits(plan) ? text : null;
    case 'block-devices':
      return cleanBlockDevices(text);
    case 'fresh':
      return requestId;
    default:
      return text;
  }
};

/**
 * Every key that is sent, with `interfaces` as the text of NetworkInterfaces. Template keys keep their order and spelling; keys the template lacks follow.
 * Checks use it with an empty text, because they look at the interfaces unprinted.
 */
export const sentKeys = (plan: RestorePlan, requestId: string, interfaces: string): RestoreMetadata => {
  const { template } = plan.source;
  const { overrides, userData } = plan.settings;
  // Entries, not assignments: a strange name such as __proto__ must travel like any other.
  const out: [string, string][] = [];
  const put = (name: string, value: string | null): void => {
    if (value !== null) out.push([name, value]);
  };
  const overridden = (name: string): string | null | undefined => {
    const spelling = spellingOf(overrides as RestoreMetadata, name);
    return spelling === null ? undefined : overrides[spelling];
  };
  for (const [name, text] of Object.entries(template)) {
    const override = overridden(name);
    put(name, override === undefined ? sentValue(plan, name, text, requestId, interfaces) : override);
  }
  const absent = (name: string): boolean => spellingOf(template, name) === null && overridden(name) === undefined;
  if (absent('InstanceType')) put('InstanceType', plan.settings.instanceType);
  if (absent('NetworkInterfaces') && plan.nics.length > 0) put('NetworkInterfaces', interfaces);
  if (absent('UserData')) put('UserData', userData);
  for (const [name, value] of Object.entries(overrides)) if (spellingOf(template, name) === null) put(name, value);
  if (absent('aws:backup:request-id')) put('aws:backup:request-id', requestId);
  return Object.fromEntries(out);
};
