import 'server-only';
import type { Filter, InstanceTypeInfo, NetworkCardInfo } from '@aws-sdk/client-ec2';
import type { AwsProblem } from '@/lib/aws-problem';
import type { InstanceTypeFact, NetworkCardFact } from '@/lib/restore/facts';
import { ok, type Result } from '@/lib/result';
import { all, batches, call, pages } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** DescribeInstanceTypes takes at most 100 names (facts 1.9). */
const NAMES_PER_CALL = 100;

/**
 * Limits and abilities of instance types by name; `null` for a name that AWS does not know. AWS refuses a whole call for one unknown name, so
 * a refused batch is asked for name by name.
 */
export const instanceTypes = async (
  aws: Aws,
  names: readonly string[],
): Promise<Result<ReadonlyMap<string, InstanceTypeFact | null>, AwsProblem>> => {
  const found = new Map<string, InstanceTypeFact | null>(names.map((name) => [name, null]));
  for (const batch of batches([...found.keys()], NAMES_PER_CALL)) {
    const answer = await describeBatch(aws, batch);
    if (!answer.ok) return answer;
    for (const fact of answer.value) found.set(fact.type, fact);
  }
  return ok(found);
};

const describeBatch = async (aws: Aws, names: readonly string[]): Promise<Result<readonly InstanceTypeFact[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const asked = names.filter((name): name is InstanceTypeName => /^[a-z0-9-]+\.[a-z0-9-]+$/.test(name));
  if (asked.length === 0) return ok([]);
  const answer = await call('ec2:DescribeInstanceTypes', () => client.send(new sdk.DescribeInstanceTypesCommand({ InstanceTypes: asked })));
  if (answer.ok) return ok((answer.value.InstanceTypes ?? []).flatMap(toInstanceType));
  const unknownName = answer.error.code === 'invalid-request' && /InvalidInstanceType|InvalidParameterValue/.test(answer.error.awsCode);
  if (!unknownName) return answer;
  if (asked.length === 1) return ok([]);
  const facts: InstanceTypeFact[] = [];
  for (const name of asked) {
    const one = await describeBatch(aws, [name]);
    if (!one.ok) return one;
    facts.push(...one.value);
  }
  return ok(facts);
};

/** The SDK's list of names is as old as the SDK; AWS decides. */
type InstanceTypeName = NonNullable<InstanceTypeInfo['InstanceType']>;

const cardFact = (card: NetworkCardInfo): NetworkCardFact => ({
  index: card.NetworkCardIndex ?? 0,
  maxInterfaces: card.MaximumNetworkInterfaces ?? 0,
  moreInterfaces: card.AdditionalFlexibleNetworkInterfaces ?? 0,
  maxQueuesPerInterface: card.MaximumEnaQueueCountPerInterface ?? null,
  maxQueues: card.MaximumEnaQueueCount ?? null,
});

const toInstanceType = (each: InstanceTypeInfo): InstanceTypeFact[] => {
  const network = each.NetworkInfo;
  if (each.InstanceType === undefined || network === undefined) return [];
  const cards = network.NetworkCards ?? [];
  return [
    {
      type: each.InstanceType,
      maxInterfaces: network.MaximumNetworkInterfaces ?? 0,
      ipv4PerInterface: network.Ipv4AddressesPerInterface ?? 0,
      ipv6PerInterface: network.Ipv6AddressesPerInterface ?? 0,
      ipv6Supported: network.Ipv6Supported ?? false,
      networkCards: cards.length === 0 ? [cardFact({ MaximumNetworkInterfaces: network.MaximumNetworkInterfaces })] : cards.map(cardFact),
      flexibleQueues: network.FlexibleEnaQueuesSupport === 'supported',
      efaSupported: network.EfaSupported ?? false,
      maxEfaInterfaces: network.EfaInfo?.MaximumEfaInterfaces ?? 0,
      hypervisor: each.Hypervisor ?? null,
      architectures: each.ProcessorInfo?.SupportedArchitectures ?? [],
      burstable: each.BurstablePerformanceSupported ?? false,
      defaultVcpus: each.VCpuInfo?.DefaultVCpus ?? 0,
      memoryMib: each.MemoryInfo?.SizeInMiB ?? 0,
      validCores: each.VCpuInfo?.ValidCores ?? [],
      validThreadsPerCore: each.VCpuInfo?.ValidThreadsPerCore ?? [],
      processorFeatures: each.ProcessorInfo?.SupportedFeatures ?? [],
      instanceStorage: each.InstanceStorageSupported ?? false,
    },
  ];
};

/** Pages of DescribeInstanceTypeOfferings by zone. `Filters` with the names that it documents. */
const offerings = (aws: Aws, Filters: Filter[]) =>
  all(
    pages('ec2:DescribeInstanceTypeOfferings', async (NextToken) => {
      const { client, sdk } = await ec2(aws);
      const answer = await client.send(
        new sdk.DescribeInstanceTypeOfferingsCommand({ LocationType: 'availability-zone', Filters, NextToken }),
      );
      return { items: answer.InstanceTypeOfferings ?? [], next: answer.NextToken };
    }),
  );

/** The availability zones of the region that offer the type (V33). */
export const offeringZones = async (aws: Aws, type: string): Promise<Result<readonly string[], AwsProblem>> => {
  const found = await offerings(aws, [{ Name: 'instance-type', Values: [type] }]);
  return found.ok ? ok(found.value.flatMap(({ Location }) => Location ?? [])) : found;
};

/** The types that a zone offers whose names meet a pattern, such as `*.large`, with their limits. */
export const typesInZone = async (aws: Aws, zone: string, pattern: string): Promise<Result<readonly InstanceTypeFact[], AwsProblem>> => {
  const found = await offerings(aws, [
    { Name: 'location', Values: [zone] },
    { Name: 'instance-type', Values: [pattern] },
  ]);
  if (!found.ok) return found;
  const facts = await instanceTypes(
    aws,
    found.value.flatMap(({ InstanceType }) => InstanceType ?? []),
  );
  return facts.ok ? ok([...facts.value.values()].filter((fact) => fact !== null)) : facts;
};
