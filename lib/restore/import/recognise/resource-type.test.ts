import { describe, expect, it } from 'vitest';
import { otherType, typeOfArn } from './resource-type';

const map = (...keys: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(keys.map((key) => [key, 'x']));

/** A key that alone tells each type, and the others that its restores take (facts 7). */
const TYPES: readonly (readonly [type: string, alone: string, others: string])[] = [
  [
    'EBS',
    'volumeId',
    'availabilityZone encrypted kmsKeyId iops throughput volumeType volumeSize temporaryRestoreDays restoreType destinationBucketName pathsToRestore encryptionType',
  ],
  [
    'EFS',
    'file-system-id',
    'Encrypted KmsKeyId PerformanceMode CreationToken newFileSystem ItemsToRestore singleAzFilesystem availabilityZoneName',
  ],
  [
    'RDS',
    'DBInstanceIdentifier',
    'DBInstanceClass DBSnapshotIdentifier DBName DBSubnetGroupName DBParameterGroupName Engine EngineVersion Port MultiAZ PubliclyAccessible AutoMinorVersionUpgrade LicenseModel OptionGroupName StorageType Iops AllocatedStorage DeletionProtection CopyTagsToSnapshot EnableIAMDatabaseAuthentication VpcSecurityGroupIds AvailabilityZone RestoreTime Domain UseDefaultProcessorFeatures Encrypted KmsKeyId',
  ],
  [
    'Aurora, DocumentDB or Neptune',
    'dbClusterIdentifier',
    'RestoreToTime RestoreType dbSubnetGroupName dbClusterParameterGroupName kmsKeyId port vpcSecurityGroupIds engineMode engineVersion enableCloudwatchLogsExports scalingConfiguration availabilityZones databaseName backtrackWindow UseLatestRestorableTime snapshotIdentifier',
  ],
  ['DynamoDB', 'targetTableName', 'encryptionType kmsMasterKeyArn originalTableName'],
  [
    'S3',
    'DestinationBucketName',
    'newBucketName RestoreACLs EncryptionType KMSKey ItemsToRestore RestoreTime RestoreLatestVersionsUpTo newBucket encrypted creationToken',
  ],
  [
    'FSx',
    'FileSystemId',
    'FileSystemType StorageCapacity StorageType SubnetIds DeploymentType WindowsConfiguration LustreConfiguration OntapConfiguration OpenZFSConfiguration WeeklyMaintenanceStartTime KmsKeyId DailyAutomaticBackupStartTime AutomaticBackupRetentionDays activeDirectoryId storageVirtualMachineId PreferredSubnetId ThroughputCapacity',
  ],
  [
    'Redshift',
    'ClusterIdentifier',
    'RestoreType NodeType NumberOfNodes Port AvailabilityZone ClusterSubnetGroupName ClusterParameterGroupName VpcSecurityGroupIds NamespaceIdentifier SourceDatabaseName TargetTableName PubliclyAccessible Encrypted KmsKeyId',
  ],
  ['Storage Gateway', 'gatewayArn', 'gatewayType targetName kmsKey volumeSize volumeSizeInBytes diskId'],
  [
    'Timestream',
    'MagneticStoreRetentionPeriodInDays',
    'TableName DatabaseName DestinationDatabase MemoryStoreRetentionPeriodInHours EnableMagneticStoreWrites',
  ],
  ['VirtualMachine', 'RestoreTo', 'HypervisorArn VMName VMPath ComputeResourceName VMDatastore DisksToRestore'],
  ['CloudFormation', 'StackName', 'ChangeSetName ChangeSetDescription StackParameters'],
  ['Aurora DSQL', 'witnessRegion', 'regionalConfig useMultiRegionOrchestration peerRegion'],
  [
    'EKS',
    'clusterName',
    'newCluster eksClusterVersion clusterRole clusterVpcConfig nodeGroups fargateProfiles namespaceLevelRestore namespaces nestedrestorejobs encryptionConfig',
  ],
  ['SAP HANA', 'aws:backup:TargetDatabaseArn', 'CatalogRestoreOption RecoveryType LogicalTime RestoreAcrossAvailabilityZones'],
];

describe('by keys', () => {
  it.each(TYPES.flatMap(([type, alone, others]) => others.split(' ').map((key) => [type, alone, key] as const)))(
    '%s: %s and %s',
    (type, alone, key) => {
      expect(otherType(map(alone, key), null, null)).toEqual({ type, by: 'keys', sign: `${alone}, ${key}` });
      // S3 and a restore of files from EBS differ in spelling only.
      if (type !== 'S3') expect(otherType(map(key.toLowerCase(), alone.toUpperCase()), null, null)).toMatchObject({ type });
    },
  );

  it.each([
    'file-system-id',
    'DBInstanceIdentifier',
    'dbClusterIdentifier',
    'targetTableName',
    'DestinationBucketName',
    'ClusterIdentifier',
    'StackName',
    'ChangeSetName',
    'clusterName',
    'RestoreTo',
    'VMName',
    'volumeId',
    'gatewayArn',
    'FileSystemId',
    'aws:backup:TargetDatabaseArn',
  ])('%s tells its type alone', (key) => {
    expect(otherType(map(key), null, null)).toMatchObject({ by: 'keys', sign: key });
  });

  it.each([
    ['one that several have', map('Port')],
    ['one that could be anybody’s', map('namespaces')],
    ['nothing', {}],
    ['keys of EC2', map('InstanceType', 'SubnetId', 'VpcId', 'SecurityGroupIds')],
    ['a few of another beside those of EC2', map('InstanceType', 'SubnetId', 'KeyName', 'volumeId')],
    ['two of another among strangers', map('Engine', 'Port', 'a', 'b', 'c')],
    ['keys that EC2 and a virtual machine share', map('InstanceType', 'SubnetId', 'UserData', 'Placement', 'NetworkInterfaces')],
  ])('%s tell none', (_, keys) => {
    expect(otherType(keys, null, null)).toBeNull();
  });

  it('a virtual machine’s keys count with those that it shares with EC2', () => {
    const shared =
      'InstanceType VpcId SubnetId SecurityGroupIds IamInstanceProfileName InstanceInitiatedShutdownBehavior HibernationOptions DisableApiTermination NetworkInterfaces RequireIMDSv2 UserData Placement';
    for (const key of shared.split(' ')) expect(otherType(map('RestoreTo', key), null, null)?.type).toBe('VirtualMachine');
    for (const key of ['VpcId', 'SecurityGroupIds']) expect(otherType(map('FileSystemType', key), null, null)?.type).toBe('FSx');
  });

  it('half of the keys are enough, less is not', () => {
    expect(otherType(map('Engine', 'MultiAZ', 'a', 'b'), null, null)).toMatchObject({ type: 'RDS', sign: 'Engine, MultiAZ' });
    expect(otherType(map('Engine', 'MultiAZ', 'a', 'b', 'c'), null, null)).toBeNull();
  });

  it('names four keys at most', () => {
    expect(otherType(map('clusterName', 'newCluster', 'namespaces', 'nodeGroups', 'clusterRole'), null, null)?.sign).toBe(
      'clusterName, newCluster, namespaces, nodeGroups',
    );
  });

  it.each([
    ['aurora-mysql', 'Aurora'],
    ['docdb', 'DocumentDB'],
    ['neptune', 'Neptune'],
    ['my-docdb', 'Aurora'],
    ['a-neptune', 'Aurora'],
    [5, 'Aurora, DocumentDB or Neptune'],
  ])('the engine %s is %s', (engine, type) => {
    expect(otherType({ dbClusterIdentifier: 'c', Engine: engine }, null, null)?.type).toBe(type);
  });
});

describe('by what is said', () => {
  it('a type other than EC2, in any letters', () => {
    expect(otherType(map('InstanceType'), 'RDS', null)).toEqual({ type: 'RDS', by: 'type', sign: 'RDS' });
    for (const type of ['EC2', 'ec2', '', null]) expect(otherType(map('InstanceType'), type, null)).toBeNull();
  });

  it.each([
    ['ec2:ap-northeast-1::snapshot/snap-1', 'EBS'],
    ['ec2:ap-northeast-1:1:volume/vol-1', 'EBS'],
    ['rds:ap-northeast-1:1:cluster-snapshot:x', 'Aurora, DocumentDB or Neptune'],
    ['rds:ap-northeast-1:1:cluster:x', 'Aurora, DocumentDB or Neptune'],
    ['rds:ap-northeast-1:1:snapshot:x', 'RDS'],
    ['dynamodb:ap-northeast-1:1:table/x', 'DynamoDB'],
    ['elasticfilesystem:ap-northeast-1:1:file-system/fs-1', 'EFS'],
    ['fsx:ap-northeast-1:1:backup/x', 'FSx'],
    ['redshift-serverless:ap-northeast-1:1:snapshot/x', 'Redshift Serverless'],
    ['redshift:ap-northeast-1:1:snapshot:x', 'Redshift'],
    ['storagegateway:ap-northeast-1:1:gateway/x', 'Storage Gateway'],
    ['timestream:ap-northeast-1:1:database/x', 'Timestream'],
    ['s3:::bucket', 'S3'],
    ['cloudformation:ap-northeast-1:1:stack/x', 'CloudFormation'],
    ['dsql:ap-northeast-1:1:cluster/x', 'Aurora DSQL'],
    ['eks:ap-northeast-1:1:cluster/x', 'EKS'],
    ['ssm-sap:ap-northeast-1:1:HANA/x', 'SAP HANA'],
    ['backup-gateway:ap-northeast-1:1:vm/x', 'VirtualMachine'],
  ])('arn:aws:%s is of %s', (rest, type) => {
    const arn = `arn:aws:${rest}`;
    expect(typeOfArn(arn)).toEqual({ type, by: 'arn', sign: arn });
    expect(otherType(map('InstanceType'), null, arn)).toEqual({ type, by: 'arn', sign: arn });
    expect(typeOfArn(`arn:aws-cn:${rest}`)).toMatchObject({ type });
    expect(typeOfArn(`x${arn}`)).toBeNull();
  });

  it.each(['arn:aws:ec2:ap-northeast-1::image/ami-1', 'arn:aws:backup:ap-northeast-1:1:recovery-point:x', 'x', null])(
    '%s says nothing',
    (arn) => {
      expect(typeOfArn(arn)).toBeNull();
    },
  );
});
