import type { FailedBefore } from '../../failed-before';
import { boundary, CONTEXT, fails, fixed, nic, passes, type RuleCase } from './fixture';

const at = '/NetworkInterfaces/0';
const failed = (more: Partial<FailedBefore>): { readonly context: { readonly failed: FailedBefore } } => ({
  context: {
    failed: {
      restoreId: 'r',
      jobId: 'j',
      at: '2026-11-24T09:00:00.000Z',
      message: 'No',
      known: null,
      subject: null,
      key: null,
      text: '',
      ...more,
    },
  },
});
const about = (subject: string) => failed({ subject, key: 'NetworkInterfaces', text: '[]' });
const nics = [nic({ ...fixed('10.0.0.200', '10.0.0.201'), Groups: ['sg-1'] })];

/** J10. */
export const FAILED_BEFORE_CASES: readonly RuleCase[] = [
  passes('J10', 'nothing failed', { nics }),
  fails('J10', 'the same address', { nics, ...about('10.0.0.201') }, `failed-before ${at}/PrivateIpAddresses/1`),
  fails('J10', 'the same group', { nics, ...about('sg-1') }, `failed-before ${at}/Groups/0`),
  fails('J10', 'the same subnet', { nics, ...about('subnet-a') }, `failed-before ${at}/SubnetId`),
  fails(
    'J10',
    'the same interface',
    { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-left' }], ...about('eni-left') },
    `failed-before ${at}/NetworkInterfaceId`,
  ),
  boundary('J10', 'another address', { nics, ...about('10.0.0.202') }),
  fails('J10', 'the same type', { nics, ...failed({ key: 'InstanceType', text: 't3.small' }) }, 'failed-before /InstanceType'),
  boundary('J10', 'another type', { nics, ...failed({ key: 'InstanceType', text: 'm5.large' }) }),
  fails(
    'J10',
    'the same interfaces',
    { nics, ...failed({ key: 'NetworkInterfaces', text: JSON.stringify(nics) }) },
    'failed-before /NetworkInterfaces',
  ),
  fails(
    'J10',
    'the same interfaces, printed otherwise',
    { nics, ...failed({ key: 'NetworkInterfaces', text: JSON.stringify(nics, null, 2) }) },
    'failed-before /NetworkInterfaces',
  ),
  fails(
    'J10',
    'no interfaces, as then',
    { nics: [], ...failed({ key: 'NetworkInterfaces', text: null }) },
    'failed-before /NetworkInterfaces',
  ),
  fails('J10', 'a key that is missing, as then', { nics, ...failed({ key: 'KeyName', text: null }) }, 'failed-before /KeyName'),
  boundary('J10', 'a key whose value names a group', { nics, ...failed({ key: 'KeyName', subject: 'sg-1', text: 'sg-1' }) }),
  boundary('J10', 'other interfaces', { nics, ...failed({ key: 'NetworkInterfaces', text: '[]' }) }),
  fails('J10', 'the same role', { nics, ...failed({ text: CONTEXT.restoreRoleArn }) }, 'failed-before '),
  boundary('J10', 'another role', { nics, ...failed({ text: 'arn:aws:iam::123456789012:role/other' }) }),
];
