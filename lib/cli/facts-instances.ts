import type { InstanceFact, InstanceTypeFact, MetadataDefaults, SecurityGroupFact } from '@/lib/restore/facts';
import { isObject } from '@/lib/restore/json';
import { tellingTags } from '@/lib/restore/telling-tags';
import {
  allEntries,
  answersIn,
  BrokenFacts,
  countOf,
  type Entry,
  flagOf,
  type GivenFile,
  instantOf,
  listIn,
  nameTag,
  objectIn,
  optionalText,
  tagsOf,
  textOf,
  valuesIn,
} from './facts-answers';

const NOTHING = (entry: Entry): Entry => ({ ...entry, members: {} });

const cardsOf = (network: Entry): InstanceTypeFact['networkCards'] => {
  const cards = listIn(network, 'NetworkCards');
  const all = countOf(network, 'MaximumNetworkInterfaces', 0);
  if (cards.length === 0) return [{ index: 0, maxInterfaces: all, moreInterfaces: 0, maxQueuesPerInterface: null, maxQueues: null }];
  return cards.map((card) => ({
    index: countOf(card, 'NetworkCardIndex', 0),
    maxInterfaces: countOf(card, 'MaximumNetworkInterfaces', 0),
    moreInterfaces: countOf(card, 'AdditionalFlexibleNetworkInterfaces', 0),
    maxQueuesPerInterface: countOf(card, 'MaximumEnaQueueCountPerInterface', 0) || null,
    maxQueues: countOf(card, 'MaximumEnaQueueCount', 0) || null,
  }));
};

const typeOf = (entry: Entry): InstanceTypeFact => {
  const network = objectIn(entry, 'NetworkInfo');
  if (network === null) throw new BrokenFacts({ code: 'entry', params: { file: entry.file, place: `${entry.place}.NetworkInfo` } });
  const cpu = objectIn(entry, 'VCpuInfo') ?? NOTHING(entry);
  const processor = objectIn(entry, 'ProcessorInfo') ?? NOTHING(entry);
  return {
    type: textOf(entry, 'InstanceType'),
    maxInterfaces: countOf(network, 'MaximumNetworkInterfaces', 0),
    ipv4PerInterface: countOf(network, 'Ipv4AddressesPerInterface', 0),
    ipv6PerInterface: countOf(network, 'Ipv6AddressesPerInterface', 0),
    ipv6Supported: flagOf(network, 'Ipv6Supported'),
    networkCards: cardsOf(network),
    flexibleQueues: optionalText(network, 'FlexibleEnaQueuesSupport') === 'supported',
    efaSupported: flagOf(network, 'EfaSupported'),
    maxEfaInterfaces: countOf(objectIn(network, 'EfaInfo') ?? NOTHING(entry), 'MaximumEfaInterfaces', 0),
    hypervisor: optionalText(entry, 'Hypervisor'),
    architectures: valuesIn(processor, 'SupportedArchitectures', 'string'),
    burstable: flagOf(entry, 'BurstablePerformanceSupported'),
    defaultVcpus: countOf(cpu, 'DefaultVCpus', 0),
    memoryMib: countOf(objectIn(entry, 'MemoryInfo') ?? NOTHING(entry), 'SizeInMiB', 0),
    validCores: valuesIn(cpu, 'ValidCores', 'number'),
    validThreadsPerCore: valuesIn(cpu, 'ValidThreadsPerCore', 'number'),
    processorFeatures: valuesIn(processor, 'SupportedFeatures', 'string'),
    instanceStorage: flagOf(entry, 'InstanceStorageSupported'),
  };
};

/** The types of describe-instance-types.json. */
export const readInstanceTypes = (given: GivenFile): readonly InstanceTypeFact[] =>
  allEntries('describe-instance-types.json', given).map(typeOf);

/** Zones by type of describe-instance-type-offerings.json. Without `--location-type availability-zone` AWS names regions, which tell nothing of zones. */
export const readOfferings = (given: GivenFile): ReadonlyMap<string, readonly string[]> => {
  const zones = new Map<string, string[]>();
  for (const entry of allEntries('describe-instance-type-offerings.json', given)) {
    const type = textOf(entry, 'InstanceType');
    const location = textOf(entry, 'Location');
    if (textOf(entry, 'LocationType') === 'availability-zone') zones.set(type, [...(zones.get(type) ?? []), location]);
  }
  return zones;
};

/** The groups of describe-security-groups.json. */
export const readSecurityGroups = (given: GivenFile): readonly SecurityGroupFact[] =>
  allEntries('describe-security-groups.json', given).map((entry) => ({
    id: textOf(entry, 'GroupId'),
    name: optionalText(entry, 'GroupName') ?? textOf(entry, 'GroupId'),
    vpcId: optionalText(entry, 'VpcId') ?? '',
  }));

/** The names of describe-key-pairs.json. */
export const readKeyPairs = (given: GivenFile): readonly string[] =>
  allEntries('describe-key-pairs.json', given).map((entry) => textOf(entry, 'KeyName'));

const instanceOf = (entry: Entry): InstanceFact => {
  const state = objectIn(entry, 'State');
  const profile = objectIn(entry, 'IamInstanceProfile');
  return {
    id: textOf(entry, 'InstanceId'),
    name: nameTag(entry, 'Tags'),
    state: state === null ? '' : (optionalText(state, 'Name') ?? ''),
    type: optionalText(entry, 'InstanceType') ?? '',
    platform: optionalText(entry, 'PlatformDetails') ?? optionalText(entry, 'Platform'),
    profileArn: profile === null ? null : optionalText(profile, 'Arn'),
    launchedAt: instantOf(entry, 'LaunchTime'),
    tags: tellingTags(tagsOf(entry)),
  };
};

/** The instances of describe-instances.json. */
export const readInstances = (given: GivenFile): readonly InstanceFact[] =>
  allEntries('describe-instances.json', given).flatMap((reservation) => listIn(reservation, 'Instances').map(instanceOf));

/** The account's defaults of get-instance-metadata-defaults.json; where nobody set any, AWS answers with an empty object. */
export const readMetadataDefaults = (given: GivenFile): MetadataDefaults => {
  const file = 'get-instance-metadata-defaults.json';
  const level = answersIn(file, given)[0]?.AccountLevel;
  if (!isObject(level)) throw new BrokenFacts({ code: 'entry', params: { file, place: 'AccountLevel' } });
  return { enforced: level.HttpTokensEnforced === 'enabled', tokensRequired: level.HttpTokens === 'required' };
};

/** Account and ARN of get-caller-identity.json. */
export const readCaller = (given: GivenFile): { readonly account: string; readonly arn: string } => {
  const file = 'get-caller-identity.json';
  const { Account: account, Arn: arn } = answersIn(file, given)[0] ?? {};
  if (typeof account !== 'string' || typeof arn !== 'string') throw new BrokenFacts({ code: 'no-account', params: { file } });
  return { account, arn };
};
