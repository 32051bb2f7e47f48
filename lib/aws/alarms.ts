import 'server-only';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { AwsProblem } from '@/lib/aws-problem';
import type { NearAlarm } from '@/lib/jobs/surroundings';
import type { Result } from '@/lib/result';
import { all, pages } from './call';
import { cloudWatch } from './clients';
import type { Aws } from './connection';

/** The members of an alarm that PutMetricAlarm takes. What else DescribeAlarms tells is its state. */
const TAKEN = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics',
  'ThresholdMetricId',
] as const satisfies readonly (keyof MetricAlarm)[];

const definitionOf = (alarm: MetricAlarm): string =>
  JSON.stringify(
    Object.fromEntries(
      TAKEN.flatMap((name) =>
        alarm[name] === undefined || (Array.isArray(alarm[name]) && alarm[name].length === 0) ? [] : [[name, alarm[name]]],
      ),
    ),
  );

const watches = (alarm: MetricAlarm, instanceId: string): boolean =>
  [...(alarm.Dimensions ?? []), ...(alarm.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? [])].some(
    ({ Value }) => Value === instanceId,
  );

/** The region's metric alarms with this instance among their dimensions. CloudWatch cannot be asked by dimension, so all are read. */
export const nearAlarms = (aws: Aws, instanceId: string): Promise<Result<readonly NearAlarm[], AwsProblem>> =>
  all(
    pages('cloudwatch:DescribeAlarms', async (NextToken) => {
      const { client, sdk } = await cloudWatch(aws);
      const page = await client.send(new sdk.DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm'], MaxRecords: 100, NextToken }));
      const items = (page.MetricAlarms ?? [])
        .filter((alarm) => watches(alarm, instanceId))
        .map((alarm) => ({ name: alarm.AlarmName ?? '', definition: definitionOf(alarm) }));
      return { items, next: page.NextToken };
    }),
  );
