/**
 * What happens to each metadata key on its way from a backup to a restore (facts 1.2).
 * - `keep`: travels as it came
 * - `interfaces`: replaced by the plan's interfaces
 * - `drop-with-interfaces`: clashes with a non-empty NetworkInterfaces (V1)
 * - `cpu-options`, `profile`, `key-pair`, `instance-type`, `user-data`: follow the plan's settings
 * - `credits`: only for a burstable type, where the type was changed
 * - `block-devices`: SnapshotId and OutpostArn are taken out
 * - `drop`: AWS no longer has it
 * - `fresh`: new for each attempt (1.6)
 */
export type KeyTreatment =
  | 'keep'
  | 'interfaces'
  | 'drop-with-interfaces'
  | 'cpu-options'
  | 'profile'
  | 'key-pair'
  | 'instance-type'
  | 'user-data'
  | 'credits'
  | 'block-devices'
  | 'drop'
  | 'fresh';

/** How a key's value is written. */
export type ValueFormat = 'text' | 'boolean' | 'json-array' | 'json-object';

export interface MetadataKey {
  readonly name: string;
  readonly format: ValueFormat;
  readonly treatment: KeyTreatment;
}

/** Every documented key, in AWS's spelling, by what happens to it and how it is written. */
const METADATA_KEYS: readonly (readonly [KeyTreatment, ValueFormat, readonly string[]])[] = [
  ['instance-type', 'text', ['InstanceType']],
  ['interfaces', 'json-array', ['NetworkInterfaces']],
  ['drop-with-interfaces', 'text', ['SubnetId']],
  ['drop-with-interfaces', 'json-array', ['SecurityGroupIds']],
  ['cpu-options', 'json-object', ['CpuOptions']],
  ['profile', 'text', ['IamInstanceProfileName']],
  ['key-pair', 'text', ['KeyName']],
  ['user-data', 'text', ['UserData']],
  ['credits', 'json-object', ['CreditSpecification']],
  ['block-devices', 'json-array', ['BlockDeviceMappings']],
  ['drop', 'json-array', ['ElasticGpuSpecification']],
  ['fresh', 'text', ['aws:backup:request-id']],
  [
    'keep',
    'text',
    [
      'VpcId',
      'Architecture',
      'RootDeviceType',
      'VirtualizationType',
      'Platform',
      'KernelId',
      'RamdiskId',
      'InstanceInitiatedShutdownBehavior',
    ],
  ],
  // The last is the documentation's own misspelling of the one before it.
  ['keep', 'boolean', ['EnaSupport', 'EbsOptimized', 'DisableApiTermination', 'RequireIMDSv2', 'requiredImdsV2']],
  ['keep', 'json-object', ['Placement', 'HibernationOptions', 'Monitoring', 'CapacityReservationSpecification', 'InstanceMarketOptions']],
  ['keep', 'json-array', ['LicenseSpecifications']],
];

/** By the name as it is documented, which most maps use, and by its lower case. */
const byName = new Map(
  METADATA_KEYS.flatMap(([treatment, format, names]) =>
    names.flatMap((name) => [name, name.toLowerCase()].map((spelling) => [spelling, { name, format, treatment }] as const)),
  ),
);

/** The documented key that `name` spells, whatever its case (1.1: key names are not case sensitive); `null` for an unknown one. */
export const knownKey = (name: string): MetadataKey | null => byName.get(name) ?? byName.get(name.toLowerCase()) ?? null;

const spellings = new WeakMap<object, ReadonlyMap<string, string>>();

/** The names of a map by their lower case, the first of each; made once for each map, because rules ask often. */
const spellingsOf = (metadata: Readonly<Record<string, string>>): ReadonlyMap<string, string> => {
  const known = spellings.get(metadata);
  if (known !== undefined) return known;
  const made = new Map<string, string>();
  for (const name of Object.keys(metadata)) {
    const lower = name.toLowerCase();
    if (!made.has(lower)) made.set(lower, name);
  }
  spellings.set(metadata, made);
  return made;
};

/** The name under which `canonical` stands in `metadata`, in whatever case; `null` where it is absent. The map must not change afterwards. */
export const spellingOf = (metadata: Readonly<Record<string, string>>, canonical: string): string | null =>
  Object.hasOwn(metadata, canonical) ? canonical : (spellingsOf(metadata).get(canonical.toLowerCase()) ?? null);

/** The value of `canonical` in `metadata`, whatever the case of its name. */
export const metadataValue = (metadata: Readonly<Record<string, string>>, canonical: string): string | null => {
  const name = spellingOf(metadata, canonical);
  return name === null ? null : (metadata[name] ?? null);
};
