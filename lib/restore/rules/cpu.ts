import type { Command } from '../command';
import { CPU_FEATURES, isDefault, lackedFeatures, readCpuOptions, takesCounts, withoutCounts } from '../cpu-options';
import type { Fix } from '../diagnostic';
import type { InstanceTypeFact } from '../facts';
import { metadataValue } from '../keys';
import { keyAt, type OpenedRequest } from '../request';
import { typeFact } from './limits';
import { type Rule, type RuleInput, setKey, setSetting } from './rule';

const KEY = 'CpuOptions';

/** Without CPU options, whatever was typed. */
export const DROP_CPU_OPTIONS = setSetting('drop-cpu-options', KEY, { cpuOptions: 'drop' });

const optionsOf = (request: OpenedRequest) => readCpuOptions(metadataValue(request.metadata, KEY) ?? '');

/** Whether the type can have what the request's CpuOptions say besides cores and threads, which can be left out. */
export const canHaveCpuOf = (request: OpenedRequest, type: InstanceTypeFact): boolean => {
  const options = optionsOf(request);
  return options === null || !options.saysMore || (type.validCores.length > 0 && lackedFeatures(options, type).length === 0);
};

/** What becomes of the request's CpuOptions on another type: nothing, where it takes them. */
export const cpuCommandsFor = (request: OpenedRequest, type: InstanceTypeFact): readonly Command[] => {
  const options = optionsOf(request);
  if (options === null || (takesCounts(options, type) && !isDefault(options, type))) return [];
  return (options.saysMore ? keepFeatures(withoutCounts(options)) : DROP_CPU_OPTIONS).commands;
};

const keepFeatures = (text: string): Fix => setKey('cpu-features-only', KEY, text);

const cpuOptions = (input: RuleInput): void => {
  const options = optionsOf(input.request);
  const type = options === null ? null : typeFact(input);
  if (options === null || type === null) return;
  const { fact, evidence } = type;
  const found = { at: keyAt(input.request, KEY), evidence };
  const params = { type: fact.type, cores: fact.validCores.join(', '), threads: fact.validThreadsPerCore.join(', ') };
  if (fact.validCores.length === 0) input.report({ ...found, code: 'cpu-options-unsupported', params, fixes: [DROP_CPU_OPTIONS] });
  else if (!takesCounts(options, fact))
    input.report({
      ...found,
      code: 'cpu-options-values',
      params,
      fixes: [...(options.saysMore ? [keepFeatures(withoutCounts(options))] : []), DROP_CPU_OPTIONS],
    });
  else if (isDefault(options, fact))
    input.report({ ...found, code: 'cpu-options-default', severity: 'info', params, fixes: [DROP_CPU_OPTIONS] });
  for (const feature of lackedFeatures(options, fact))
    input.report({
      ...found,
      code: 'cpu-feature-unsupported',
      params: { type: fact.type, feature },
      fixes: [setKey('cpu-feature-off', KEY, JSON.stringify({ ...options.members, [feature]: undefined }), { feature })],
    });
};

const featureValues = (input: RuleInput): void => {
  const members = optionsOf(input.request)?.members ?? {};
  for (const feature of Object.keys(CPU_FEATURES)) {
    const value = members[feature];
    if (value === undefined || value === null || value === 'enabled' || value === 'disabled') continue;
    input.report({ code: 'cpu-feature-value', at: `${keyAt(input.request, KEY)}/${feature}`, params: { feature, value: String(value) } });
  }
};

const cpuOptionsDropped = (input: RuleInput): void => {
  const was = readCpuOptions(input.context.backedUpCpuOptions ?? '');
  if (was === null) return;
  const still = optionsOf(input.request)?.features ?? [];
  for (const feature of was.features)
    if (!still.includes(feature)) input.report({ code: 'cpu-feature-lost', at: keyAt(input.request, KEY), params: { feature } });
  if (metadataValue(input.request.metadata, KEY) !== null) return;
  const type = typeFact(input);
  const vcpus = Number(was.members.CoreCount) * Number(was.members.ThreadsPerCore);
  if (type !== null && vcpus < type.fact.defaultVcpus)
    input.report({
      code: 'more-vcpus',
      at: keyAt(input.request, KEY),
      params: { was: vcpus, now: type.fact.defaultVcpus, type: type.fact.type },
      evidence: type.evidence,
    });
};

/** Rules of CpuOptions. */
export const CPU_RULES: readonly Rule[] = [
  {
    id: 'F6',
    severity: 'error',
    needs: ['ec2:DescribeInstanceTypes'],
    check: (input) => {
      cpuOptions(input);
      featureValues(input);
    },
  },
  { id: 'J3', severity: 'warning', needs: ['ec2:DescribeInstanceTypes'], check: cpuOptionsDropped },
];
