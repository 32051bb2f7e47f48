/** Where a policy applies. `partition` is the second part of every ARN there (`aws`, `aws-cn`, `aws-us-gov`). */
export interface PolicyPlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An IAM policy document. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Without one of these there is nothing to browse or to restore from (facts 6.1). */
export const NEEDED_ACTIONS = [
  'backup:ListBackupVaults',
  'backup:ListRecoveryPointsByBackupVault',
  'backup:DescribeRecoveryPoint',
  'backup:GetRecoveryPointRestoreMetadata',
  'backup:ListRestoreJobs',
  'backup:DescribeRestoreJob',
] as const;

/** Without one of these something is left out or told as "unknown", never as "ok" (facts 6.1, 6.5); what, is `settings.optional` in the messages. */
export const OPTIONAL_ACTIONS = [
  'backup:ListProtectedResources',
  'backup:GetRestoreJobMetadata',
  'backup:ListTags',
  'backup:GetBackupVaultAccessPolicy',
  'ec2:DescribeRegions',
  'ec2:DescribeSubnets',
  'ec2:DescribeNetworkInterfaces',
  'ec2:GetSubnetCidrReservations',
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceAttribute',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeInstanceTypeOfferings',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeAccountAttributes',
  'ec2:GetInstanceMetadataDefaults',
  'ec2:DescribeKeyPairs',
  'ec2:DescribePlacementGroups',
  'ec2:DescribeImages',
  'ec2:DescribeTags',
  'ec2:DescribeAddresses',
  'ec2:DescribeVolumes',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'cloudwatch:DescribeAlarms',
  'autoscaling:DescribeAutoScalingInstances',
  'ssm:DescribeInstanceInformation',
  'route53:ListHostedZones',
  'route53:ListResourceRecordSets',
  'iam:ListRoles',
  'iam:GetRole',
  'iam:GetInstanceProfile',
  'iam:SimulatePrincipalPolicy',
  'sts:DecodeAuthorizationMessage',
] as const;

export type OptionalAction = (typeof OPTIONAL_ACTIONS)[number];

const SIDS: Readonly<Record<string, string>> = {
  backup: 'Backup',
  ec2: 'Ec2Read',
  iam: 'IamRead',
  sts: 'Decode',
  elasticloadbalancing: 'LoadBalancersRead',
  cloudwatch: 'AlarmsRead',
  autoscaling: 'AutoScalingRead',
  ssm: 'SystemsManagerRead',
  route53: 'RecordsRead',
};

/** Everything that the console reads, one statement per service. `sts:GetCallerIdentity` needs no permission. */
export const browsePolicy = (): Policy => ({
  Version: '2012-10-17',
  Statement: Object.entries(SIDS).map(([service, Sid]) => ({
    Sid,
    Effect: 'Allow',
    Action: [...NEEDED_ACTIONS, ...OPTIONAL_ACTIONS].filter((action) => action.startsWith(`${service}:`)),
    Resource: '*',
  })),
});

/** What starting a restore needs besides (facts 6.2): StartRestoreJob on points and vaults of the place, and handing AWS's default restore role to AWS Backup. */
export const restorePolicy = ({ partition, account, region }: PolicyPlace): Policy => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Start',
      Effect: 'Allow',
      Action: 'backup:StartRestoreJob',
      Resource: [
        `arn:${partition}:ec2:${region}::image/*`,
        `arn:${partition}:backup:${region}:${account}:recovery-point:*`,
        `arn:${partition}:backup:${region}:${account}:backup-vault:*`,
      ],
    },
    {
      Sid: 'PassRestoreRole',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: `arn:${partition}:iam::${account}:role/service-role/AWSBackupDefaultServiceRole`,
      Condition: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
    },
  ],
});

/** What getting an address back needs where Rehome carries the steps out (facts 6.3). Off by default; whoever has this may terminate instances, so it stands apart. */
export const takeOverPolicy = ({ partition, account, region }: PolicyPlace): Policy => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'TakeOver',
      Effect: 'Allow',
      Action: [
        'ec2:TerminateInstances',
        'ec2:ModifyInstanceAttribute',
        'ec2:ModifyNetworkInterfaceAttribute',
        'ec2:DetachNetworkInterface',
        'ec2:AttachNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      Resource: [`arn:${partition}:ec2:${region}:${account}:instance/*`, `arn:${partition}:ec2:${region}:${account}:network-interface/*`],
    },
    {
      // Holding an address of a plan: one /32 reservation, deleted again by its own id.
      Sid: 'HoldAddresses',
      Effect: 'Allow',
      Action: ['ec2:CreateSubnetCidrReservation', 'ec2:DeleteSubnetCidrReservation'],
      Resource: '*',
    },
    {
      // Cleaning up: what a restore of Rehome's own made and what does not go with its instance.
      Sid: 'CleanUp',
      Effect: 'Allow',
      Action: ['ec2:DeleteVolume', 'ec2:DeleteNetworkInterface'],
      Resource: [`arn:${partition}:ec2:${region}:${account}:volume/*`, `arn:${partition}:ec2:${region}:${account}:network-interface/*`],
    },
    {
      Sid: 'BackUpFirst',
      Effect: 'Allow',
      Action: ['backup:StartBackupJob', 'backup:DescribeBackupJob'],
      Resource: '*',
    },
  ],
});

/** What the optional dry run needs besides (facts 3.1). IAM has no condition for dry runs: whoever has this may launch instances in earnest, so it stands apart. */
export const dryRunPolicy = ({ partition, account, region }: PolicyPlace): Policy => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'DryRun',
      Effect: 'Allow',
      Action: 'ec2:RunInstances',
      Resource: [
        `arn:${partition}:ec2:${region}:${account}:*/*`,
        `arn:${partition}:ec2:${region}::image/*`,
        `arn:${partition}:ec2:${region}::snapshot/*`,
      ],
    },
  ],
});
