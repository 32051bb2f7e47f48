import { err, ok, type Result } from '@/lib/result';
import { MAX_LIST } from './bounds';
import { cpuOptionsFit } from './cpu-options';
import type { InstanceTypeFact } from './facts';
import type { Arn, SecurityGroupId, SubnetId } from './ids';
import { openJson, pointerStep } from './json';
import { metadataValue } from './keys';
import { newNic } from './new-nic';
import { parseNic } from './parse-nic';
import { type InstanceSettings, type Nic, PLAN_VERSION, type PlanSource, type RestoreMetadata, type RestorePlan } from './plan';

/** Why metadata cannot become a plan: the key, the place inside it, and the text that stands there. The page shows it raw. */
export interface ParseProblem {
  readonly code:
    | 'not-json'
    | 'not-a-list'
    | 'not-an-object'
    | 'not-text'
    | 'not-a-count'
    | 'not-a-flag'
    | 'malformed-address'
    | 'too-many'
    | 'two-primaries'
    | 'no-instance-type'
    | 'no-subnet';
  readonly key: string;
  readonly at: string;
  readonly text: string;
}

const topLevelNic = (template: RestoreMetadata): Result<Nic[], ParseProblem> => {
  const subnetId = metadataValue(template, 'SubnetId');
  if (subnetId === null || subnetId === '') return err({ code: 'no-subnet', key: 'SubnetId', at: '/SubnetId', text: '' });
  const groupsText = metadataValue(template, 'SecurityGroupIds');
  const groups = groupsText === null ? [] : openJson(groupsText);
  if (!Array.isArray(groups) || groups.some((g) => typeof g !== 'string'))
    return err({ code: 'not-a-list', key: 'SecurityGroupIds', at: '/SecurityGroupIds', text: groupsText ?? '' });
  if (groups.length > MAX_LIST) return err({ code: 'too-many', key: 'SecurityGroupIds', at: '/SecurityGroupIds', text: '' });
  return ok([newNic('n0', 0, subnetId as SubnetId, groups as SecurityGroupId[])]);
};

const parseNics = (template: RestoreMetadata): Result<Nic[], ParseProblem> => {
  const text = metadataValue(template, 'NetworkInterfaces');
  if (text === null || text.trim() === '') return topLevelNic(template);
  const opened = openJson(text);
  const at = '/NetworkInterfaces';
  if (opened === undefined) return err({ code: 'not-json', key: 'NetworkInterfaces', at, text });
  if (!Array.isArray(opened)) return err({ code: 'not-a-list', key: 'NetworkInterfaces', at, text });
  if (opened.length === 0) return topLevelNic(template);
  if (opened.length > MAX_LIST) return err({ code: 'too-many', key: 'NetworkInterfaces', at, text: '' });
  const nics: Nic[] = [];
  for (const [index, raw] of opened.entries()) {
    const nic = parseNic(raw, index);
    if (!nic.ok) return nic;
    nics.push(nic.value);
  }
  return ok(nics);
};

const parseSettings = (template: RestoreMetadata, instanceType: string, type: InstanceTypeFact | null): InstanceSettings => {
  const cpuOptions = metadataValue(template, 'CpuOptions');
  return {
    instanceType,
    instanceProfile: metadataValue(template, 'IamInstanceProfileName') === null ? 'none' : 'backed-up',
    keyPair: metadataValue(template, 'KeyName') === null ? 'none' : 'backed-up',
    cpuOptions: cpuOptions !== null && cpuOptionsFit(cpuOptions, instanceType, type) ? 'keep' : 'drop',
    userData: metadataValue(template, 'UserData'),
    overrides: {},
  };
};

/** A value that no text stands for: a plan never holds one, so that none is ever sent. */
const notText = (template: Readonly<Record<string, unknown>>): ParseProblem | null => {
  const [key, value] = Object.entries(template).find(([, each]) => typeof each !== 'string') ?? [];
  return key === undefined ? null : { code: 'not-text', key, at: pointerStep(key), text: JSON.stringify(value) ?? '' };
};

/**
 * Makes a plan from backed-up metadata: clashes are resolved (1.5), the public IP is off (V22), addresses are as they were.
 * Whatever the input, it answers; what it cannot model comes back as a problem with its place.
 * @param type facts of the backed-up instance type where known, for CpuOptions (1.3)
 */
export const parseTemplate = (
  source: PlanSource,
  options: { readonly restoreRoleArn?: Arn | null; readonly type?: InstanceTypeFact | null } = {},
): Result<RestorePlan, ParseProblem> => {
  const wrong = notText(source.template);
  if (wrong !== null) return err(wrong);
  const instanceType = metadataValue(source.template, 'InstanceType');
  if (instanceType === null || instanceType === '')
    return err({ code: 'no-instance-type', key: 'InstanceType', at: '/InstanceType', text: '' });
  const nics = parseNics(source.template);
  if (!nics.ok) return nics;
  return ok({
    kind: 'ec2',
    version: PLAN_VERSION,
    source,
    settings: parseSettings(source.template, instanceType, options.type ?? null),
    nics: nics.value,
    restoreRoleArn: options.restoreRoleArn ?? null,
    copyTags: true,
  });
};
