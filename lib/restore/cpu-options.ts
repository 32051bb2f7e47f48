import type { InstanceTypeFact } from './facts';
import { isObject, type JsonObject, openJson } from './json';

/**
 * Members of CpuOptions that turn something on which the type must have, and how DescribeInstanceTypes names it among ProcessorInfo.SupportedFeatures
 * (facts 11.1). They may stand without CoreCount and ThreadsPerCore.
 */
export const CPU_FEATURES: Readonly<Record<string, string>> = {
  AmdSevSnp: 'amd-sev-snp',
  NestedVirtualization: 'nested-virtualization',
};

/** A text of CpuOptions, opened. */
export interface CpuOptions {
  readonly members: JsonObject;
  /** Whether it says how many cores or threads. */
  readonly hasCounts: boolean;
  /** The features that are turned on, by their member. */
  readonly features: readonly string[];
  /** Whether it says anything besides cores, threads and features that are turned off: then leaving it out would take that from the machine. */
  readonly saysMore: boolean;
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

/** Opens CpuOptions; `null` where it is no object or says nothing ("{}" is how four public tools say nothing, facts 1.2). */
export const readCpuOptions = (text: string): CpuOptions | null => {
  const members = openJson(text);
  if (!isObject(members)) return null;
  const said = Object.keys(members).filter((name) => isSaid(members[name]));
  if (said.length === 0) return null;
  const others = said.filter((name) => name !== 'CoreCount' && name !== 'ThreadsPerCore');
  return {
    members,
    hasCounts: others.length < said.length,
    features: others.filter((name) => Object.hasOwn(CPU_FEATURES, name) && members[name] === 'enabled'),
    saysMore: others.some((name) => !Object.hasOwn(CPU_FEATURES, name) || members[name] !== 'disabled'),
  };
};

/** Whether the type takes the cores and threads: both, or neither is said. */
export const takesCounts = ({ members, hasCounts }: CpuOptions, type: InstanceTypeFact): boolean =>
  !hasCounts ||
  (type.validCores.includes(members.CoreCount as number) && type.validThreadsPerCore.includes(members.ThreadsPerCore as number));

/** Whether CpuOptions say what the type has anyway. */
export const isDefault = ({ members, hasCounts, saysMore }: CpuOptions, type: InstanceTypeFact): boolean =>
  !saysMore && (!hasCounts || Number(members.CoreCount) * Number(members.ThreadsPerCore) === type.defaultVcpus);

/** The features that are turned on and that the type lacks. */
export const lackedFeatures = ({ features }: CpuOptions, type: InstanceTypeFact): readonly string[] =>
  features.filter((name) => !type.processorFeatures.includes(CPU_FEATURES[name] ?? ''));

/** The text without cores and threads. */
export const withoutCounts = ({ members }: CpuOptions): string => {
  const { CoreCount: _cores, ThreadsPerCore: _threads, ...rest } = members;
  return JSON.stringify(rest);
};

/**
 * Whether backed-up CpuOptions should be sent (facts 1.3): the type must accept the cores and threads, and they must differ from its default. What says more, such
 * as AMD SEV-SNP, is sent in any case and left to be judged (F6): to leave it out in silence would take a protection from the machine.
 * Without facts about the type, T1 and T2 (which accept none) lose them and others keep them.
 */
export const cpuOptionsFit = (cpuOptionsText: string, instanceType: string, type: InstanceTypeFact | null): boolean => {
  const options = readCpuOptions(cpuOptionsText);
  if (options === null) return type === null && !/^t[12]\./.test(instanceType);
  if (options.saysMore) return true;
  return type === null ? !/^t[12]\./.test(instanceType) : takesCounts(options, type) && !isDefault(options, type);
};
