import type { DescribeAlarmsInput, DescribeAlarmsOutput, MetricAlarm, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Account } from '../account/account';
import { AwsFault } from '../wire/fault';
import type { ServiceDefinition } from '../wire/service';
import { handler, type Scene } from './handler';

const describeAlarms = (input: DescribeAlarmsInput, { region }: Scene): DescribeAlarmsOutput => ({
  MetricAlarms: (region.alarms ?? [])
    .filter(({ name }) => input.AlarmNames?.includes(name) ?? name.startsWith(input.AlarmNamePrefix ?? ''))
    .map(({ name, input: put }): MetricAlarm => ({ ...put, AlarmName: name, StateValue: 'OK' })),
  CompositeAlarms: [],
});

/** PutMetricAlarm: takes the place of the alarm of that name. */
const putMetricAlarm = async (input: PutMetricAlarmInput, { region, account }: Scene): Promise<Record<string, never>> => {
  const { AlarmName: name, ...rest } = input;
  if (name === undefined) throw new AwsFault('ValidationError', 'AlarmName is required.');
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  region.alarms = [...(region.alarms ?? []).filter((alarm) => alarm.name !== name), { name, input: given }];
  await account.saved();
  return {};
};

/** CloudWatch, as far as alarms. It is spoken to as the SDK does; the AWS CLI may choose another of its protocols. */
export const alarmsService = (account: Account): ServiceDefinition => ({
  signingName: 'monitoring',
  protocol: 'awsJson1_0',
  version: '2010-08-01',
  xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  load: () => import('@aws-sdk/client-cloudwatch'),
  handlers: { DescribeAlarms: handler(account, describeAlarms), PutMetricAlarm: handler(account, putMetricAlarm) },
});
