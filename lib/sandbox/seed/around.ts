import type { AccountState, RegionState } from '../account/types';
import { seedId } from './ids';
import { ACCOUNT_ID, ARTICLE_VPC } from './network';

/** What names machines of the first region from outside of them, and is lost with them unless somebody sees to it (F24). */
export const addSurroundings = (region: RegionState, regionName: string): void => {
  const [first, second] = ['web-01', 'web-02'].map((name) => seedId('i', name));
  if (first === undefined || second === undefined) return;
  region.targetGroups = [
    {
      arn: `arn:aws:elasticloadbalancing:${regionName}:${ACCOUNT_ID}:targetgroup/web/6d0ecf831eec9f09`,
      name: 'web',
      vpcId: ARTICLE_VPC,
      port: 80,
      type: 'instance',
      targets: [first, second].map((id) => ({ id, port: 80 })),
    },
    {
      arn: `arn:aws:elasticloadbalancing:${regionName}:${ACCOUNT_ID}:targetgroup/intranet/2453ed029918f21f`,
      name: 'intranet',
      vpcId: ARTICLE_VPC,
      port: 443,
      type: 'ip',
      targets: [{ id: '10.1.10.115', port: 443 }],
    },
  ];
  region.alarms = [
    {
      name: 'web-01-status',
      input: {
        AlarmDescription: 'status check of web-01',
        ActionsEnabled: true,
        AlarmActions: [`arn:aws:sns:${regionName}:${ACCOUNT_ID}:on-call`],
        Namespace: 'AWS/EC2',
        MetricName: 'StatusCheckFailed',
        Statistic: 'Maximum',
        Dimensions: [{ Name: 'InstanceId', Value: first }],
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      },
    },
  ];
  region.scalingGroups = { [seedId('i', 'batch-01')]: 'batch-workers', [seedId('i', 'batch-02')]: 'batch-workers' };
  // A firewall forwards what others sent.
  for (const eni of region.enis) if (eni.instanceId === seedId('i', 'fw-01')) eni.sourceDestCheck = false;
  region.resourceTags = {
    [seedId('eni', 'web-01:0')]: { Name: 'web-01 primary', 'cost-centre': '4711' },
    [seedId('vol', first)]: { Name: 'web-01 root', backup: 'daily' },
  };
};

/** The account's own names for its machines. */
export const hostedZones = (): NonNullable<AccountState['hostedZones']> => [
  {
    id: 'Z0SIMULATED1CORP',
    name: 'corp.example.',
    records: [
      { name: 'intranet.corp.example.', type: 'A', ttl: 300, values: ['10.1.10.115'] },
      { name: 'web.corp.example.', type: 'A', ttl: 60, values: ['10.1.10.21', '10.1.11.22'] },
    ],
  },
];
