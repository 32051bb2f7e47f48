import { knownKey } from '../../keys';

/** A resource type that is not EC2, and what shows it. */
export interface OtherType {
  readonly type: string;
  readonly by: 'type' | 'arn' | 'keys';
  /** The ResourceType, the ARN, or the keys that belong to no EC2 restore. */
  readonly sign: string;
}

/** Services in the ARN of a recovery point. EC2's own is an image's; `arn:aws:backup:…:recovery-point:` says nothing (facts 1.8). */
const BY_ARN: readonly (readonly [RegExp, string])[] = [
  [/^arn:[^:]*:ec2:[^:]*:[^:]*:(?:snapshot|volume)\//, 'EBS'],
  [/^arn:[^:]*:rds:[^:]*:[^:]*:cluster-?/, 'Aurora, DocumentDB or Neptune'],
  [/^arn:[^:]*:rds:/, 'RDS'],
  [/^arn:[^:]*:dynamodb:/, 'DynamoDB'],
  [/^arn:[^:]*:elasticfilesystem:/, 'EFS'],
  [/^arn:[^:]*:fsx:/, 'FSx'],
  [/^arn:[^:]*:redshift-serverless:/, 'Redshift Serverless'],
  [/^arn:[^:]*:redshift:/, 'Redshift'],
  [/^arn:[^:]*:storagegateway:/, 'Storage Gateway'],
  [/^arn:[^:]*:timestream:/, 'Timestream'],
  [/^arn:[^:]*:s3:/, 'S3'],
  [/^arn:[^:]*:cloudformation:/, 'CloudFormation'],
  [/^arn:[^:]*:dsql:/, 'Aurora DSQL'],
  [/^arn:[^:]*:eks:/, 'EKS'],
  [/^arn:[^:]*:ssm-sap:/, 'SAP HANA'],
  [/^arn:[^:]*:backup-gateway:/, 'VirtualMachine'],
];

/** Keys of the metadata of each type that no EC2 restore has (facts 7), in the order of the sheet. */
const KEYS: readonly (readonly [string, readonly string[]])[] = [
  [
    'EBS',
    [
      ...['availabilityZone', 'encrypted', 'kmsKeyId', 'iops', 'throughput', 'volumeType', 'volumeSize', 'volumeId'],
      ...['temporaryRestoreDays', 'restoreType', 'destinationBucketName', 'pathsToRestore', 'encryptionType'],
    ],
  ],
  [
    'EFS',
    [
      ...['file-system-id', 'Encrypted', 'KmsKeyId', 'PerformanceMode', 'CreationToken', 'newFileSystem', 'ItemsToRestore'],
      ...['singleAzFilesystem', 'availabilityZoneName'],
    ],
  ],
  [
    'RDS',
    [
      ...['DBInstanceIdentifier', 'DBInstanceClass', 'DBSnapshotIdentifier', 'DBName', 'DBSubnetGroupName', 'DBParameterGroupName'],
      ...['Engine', 'EngineVersion', 'Port', 'MultiAZ', 'PubliclyAccessible', 'AutoMinorVersionUpgrade', 'LicenseModel', 'OptionGroupName'],
      ...['StorageType', 'Iops', 'AllocatedStorage', 'DeletionProtection', 'CopyTagsToSnapshot', 'EnableIAMDatabaseAuthentication'],
      ...['VpcSecurityGroupIds', 'AvailabilityZone', 'RestoreTime', 'Domain', 'UseDefaultProcessorFeatures', 'Encrypted', 'KmsKeyId'],
    ],
  ],
  [
    'Aurora',
    [
      ...['dbClusterIdentifier', 'engine', 'RestoreToTime', 'RestoreType', 'dbSubnetGroupName', 'dbClusterParameterGroupName'],
      ...['kmsKeyId', 'port', 'vpcSecurityGroupIds', 'engineMode', 'engineVersion', 'enableCloudwatchLogsExports', 'scalingConfiguration'],
      ...['availabilityZones', 'databaseName', 'backtrackWindow', 'UseLatestRestorableTime', 'snapshotIdentifier'],
    ],
  ],
  ['DynamoDB', ['targetTableName', 'encryptionType', 'kmsMasterKeyArn', 'originalTableName']],
  [
    'S3',
    [
      ...['DestinationBucketName', 'newBucketName', 'RestoreACLs', 'EncryptionType', 'KMSKey', 'ItemsToRestore', 'RestoreTime'],
      ...['RestoreLatestVersionsUpTo', 'newBucket', 'encrypted', 'creationToken'],
    ],
  ],
  [
    'FSx',
    [
      ...['FileSystemId', 'FileSystemType', 'StorageCapacity', 'StorageType', 'SubnetIds', 'DeploymentType', 'WindowsConfiguration'],
      ...['LustreConfiguration', 'OntapConfiguration', 'OpenZFSConfiguration', 'WeeklyMaintenanceStartTime', 'KmsKeyId'],
      ...['DailyAutomaticBackupStartTime', 'AutomaticBackupRetentionDays', 'activeDirectoryId', 'storageVirtualMachineId'],
      ...['VpcId', 'SecurityGroupIds', 'PreferredSubnetId', 'ThroughputCapacity'],
    ],
  ],
  [
    'Redshift',
    [
      ...['ClusterIdentifier', 'RestoreType', 'NodeType', 'NumberOfNodes', 'Port', 'AvailabilityZone', 'ClusterSubnetGroupName'],
      ...['ClusterParameterGroupName', 'VpcSecurityGroupIds', 'NamespaceIdentifier', 'SourceDatabaseName', 'TargetTableName'],
      ...['PubliclyAccessible', 'Encrypted', 'KmsKeyId'],
    ],
  ],
  ['Storage Gateway', ['gatewayArn', 'gatewayType', 'targetName', 'kmsKey', 'volumeSize', 'volumeSizeInBytes', 'diskId']],
  [
    'Timestream',
    [
      ...['TableName', 'DatabaseName', 'DestinationDatabase', 'MemoryStoreRetentionPeriodInHours', 'EnableMagneticStoreWrites'],
      'MagneticStoreRetentionPeriodInDays',
    ],
  ],
  [
    'VirtualMachine',
    [
      ...['RestoreTo', 'HypervisorArn', 'VMName', 'VMPath', 'ComputeResourceName', 'VMDatastore', 'DisksToRestore', 'InstanceType'],
      ...['VpcId', 'SubnetId', 'SecurityGroupIds', 'IamInstanceProfileName', 'InstanceInitiatedShutdownBehavior', 'HibernationOptions'],
      ...['DisableApiTermination', 'NetworkInterfaces', 'RequireIMDSv2', 'UserData', 'Placement'],
    ],
  ],
  ['CloudFormation', ['ChangeSetName', 'StackName', 'ChangeSetDescription', 'StackParameters']],
  ['Aurora DSQL', ['regionalConfig', 'witnessRegion', 'useMultiRegionOrchestration', 'peerRegion']],
  [
    'EKS',
    [
      ...['clusterName', 'newCluster', 'eksClusterVersion', 'clusterRole', 'clusterVpcConfig', 'nodeGroups', 'fargateProfiles'],
      ...['namespaceLevelRestore', 'namespaces', 'nestedrestorejobs', 'encryptionConfig'],
    ],
  ],
  ['SAP HANA', ['aws:backup:TargetDatabaseArn', 'CatalogRestoreOption', 'RecoveryType', 'LogicalTime', 'RestoreAcrossAvailabilityZones']],
];

const BY_KEYS: readonly (readonly [string, ReadonlySet<string>])[] = KEYS.map(([type, keys]) => [
  type,
  new Set(keys.map((key) => key.toLowerCase())),
]);

const exact: ReadonlyMap<string, ReadonlySet<string>> = new Map(KEYS.map(([type, keys]) => [type, new Set(keys)]));

/** Keys that alone tell a type: without them AWS restores nothing of it (facts 7). */
const MANDATORY = new Set(
  [
    ...['file-system-id', 'DBInstanceIdentifier', 'dbClusterIdentifier', 'targetTableName', 'DestinationBucketName', 'ClusterIdentifier'],
    ...['StackName', 'ChangeSetName', 'clusterName', 'RestoreTo', 'VMName', 'volumeId', 'gatewayArn', 'FileSystemId'],
    'aws:backup:TargetDatabaseArn',
  ].map((key) => key.toLowerCase()),
);

/** Aurora, DocumentDB and Neptune share their keys; the engine tells them apart. */
const clusterType = (metadata: Readonly<Record<string, unknown>>): string => {
  const engine = Object.entries(metadata).find(([key]) => key.toLowerCase() === 'engine')?.[1];
  if (typeof engine !== 'string') return 'Aurora, DocumentDB or Neptune';
  return engine.startsWith('docdb') ? 'DocumentDB' : engine.startsWith('neptune') ? 'Neptune' : 'Aurora';
};

const byKeys = (metadata: Readonly<Record<string, unknown>>): OtherType | null => {
  const keys = Object.keys(metadata);
  const ownScore = keys.filter((key) => knownKey(key) !== null && key.toLowerCase() !== 'aws:backup:request-id').length;
  let found: OtherType | null = null;
  let best = ownScore;
  for (const [type, known] of BY_KEYS) {
    // Types that share names are told apart by how they spell them.
    const score =
      keys.filter((key) => known.has(key.toLowerCase())).length + keys.filter((key) => exact.get(type)?.has(key)).length / 1_000;
    const signs = keys.filter((key) => known.has(key.toLowerCase()) && knownKey(key) === null);
    if (score <= best || signs.length === 0 || score * 2 < keys.length || (score < 2 && !MANDATORY.has(String(signs[0]).toLowerCase())))
      continue;
    best = score;
    found = { type: type === 'Aurora' ? clusterType(metadata) : type, by: 'keys', sign: signs.slice(0, 4).join(', ') };
  }
  return found;
};

/** The type that an ARN of a recovery point or resource belongs to; `null` for EC2 and where the ARN does not say. */
export const typeOfArn = (arn: string | null): OtherType | null => {
  const type = arn === null ? undefined : BY_ARN.find(([pattern]) => pattern.test(arn))?.[1];
  return type === undefined || arn === null ? null : { type, by: 'arn', sign: arn };
};

/**
 * The other resource type that metadata is for: by what is said (ResourceType), by the recovery point's ARN, or by its keys, where most of them
 * belong to that type and more than to EC2. `null` where nothing speaks against EC2.
 */
export const otherType = (
  metadata: Readonly<Record<string, unknown>>,
  resourceType: string | null,
  recoveryPointArn: string | null,
): OtherType | null => {
  if (resourceType !== null && resourceType !== '' && resourceType.toUpperCase() !== 'EC2')
    return { type: resourceType, by: 'type', sign: resourceType };
  return typeOfArn(recoveryPointArn) ?? byKeys(metadata);
};
