import type { InstanceTypeFact } from './facts';
import { isObject, openJson } from './json';

/**
 * Whether backed-up CpuOptions should be sent (facts 1.3): the type must accept the values and they must differ from its default.
 * Without facts about the type, T1 and T2 (which accept none) lose them and others keep them, to be judged when the facts are there (F6).
 */
export const cpuOptionsFit = (cpuOptionsText: string, instanceType: string, type: InstanceTypeFact | null): boolean => {
  if (type === null) return !/^t[12]\./.test(instanceType);
  const options = openJson(cpuOptionsText);
  if (!isObject(options) || typeof options.CoreCount !== 'number' || typeof options.ThreadsPerCore !== 'number') return false;
  const accepted = type.validCores.includes(options.CoreCount) && type.validThreadsPerCore.includes(options.ThreadsPerCore);
  return accepted && options.CoreCount * options.ThreadsPerCore !== type.defaultVcpus;
};
