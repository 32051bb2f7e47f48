import type { Decision, ImageFact, PermissionFacts } from '../../facts';
import { boundary, denied, FACTS, fails, fixed, IMAGE, instance, known, nic, passes, type RuleCase, second } from './fixture';

const keys = (more: Readonly<Record<string, string>>) => ({ nics: [nic()], keys: more });
const permit = (more: Partial<PermissionFacts>) => ({ permissions: { ...FACTS.permissions, ...more } });
const no = (why: string): Decision => ({ decision: 'denied', why });
const image = (more: Partial<ImageFact>) => ({ image: known<ImageFact | null>({ ...IMAGE, ...more }, 'ec2:DescribeImages') });
const windows = image({ platform: 'windows' });
const profile = { IamInstanceProfileName: 'app' };
const plain = { nics: [nic()] };
const theOriginal = (state: string) => instance('i-00a1', 'original', state);
const original = (state: string) => ({ instances: known([theOriginal(state)]) });
const elsewhere = (state: string) => ({ instances: known([]), originalElsewhere: known(theOriginal(state)) });
const elastic = (instanceId: string | null) => ({ elasticIps: known([{ publicIp: '203.0.113.1', instanceId }]) });

/** F1, F7-F11, F14, F15, F19-F25. */
export const PREFLIGHT_CASES: readonly RuleCase[] = [
  passes('F1', 'it may', keys(profile)),
  fails(
    'F1',
    'it may not',
    { ...keys(profile), facts: permit({ passInstanceRole: known({ ...no('implicit-deny'), instanceRoleArn: 'arn' }) }) },
    'cannot-pass-instance-role /IamInstanceProfileName',
  ),
  fails(
    'F1',
    'the profile is gone',
    { ...keys(profile), facts: permit({ passInstanceRole: known(no('no-such-profile')) }) },
    'profile-not-found /IamInstanceProfileName',
  ),
  boundary('F1', 'no profile, nothing to pass', { ...plain, facts: permit({ passInstanceRole: known(no('implicit-deny')) }) }),
  boundary(
    'F1',
    'it cannot be asked',
    { ...keys(profile), facts: permit({ passInstanceRole: denied('iam:SimulatePrincipalPolicy') }) },
    'unknown-denied /IamInstanceProfileName',
  ),

  passes('F7', 'it may', plain),
  fails('F7', 'it may not', { ...plain, facts: permit({ kmsKeys: known(no('explicit-deny')) }) }, 'kms-key '),
  boundary(
    'F7',
    'the policies of the keys are not read',
    {
      ...plain,
      facts: permit({
        kmsKeys: { state: 'unknown', reason: { code: 'undecided', why: 'key-policy' }, asOf: '', source: 'iam:SimulatePrincipalPolicy' },
      }),
    },
    'unknown-undecided ',
  ),
  boundary('F7', 'no role chosen yet', {
    ...plain,
    facts: permit({ kmsKeys: known(no('explicit-deny')) }),
    context: { restoreRoleArn: null },
  }),

  passes('F9', 'allowed', plain),
  fails('F9', 'not allowed', { ...plain, facts: image({ imageAllowed: false }) }, 'image-not-allowed '),
  boundary('F9', 'AWS does not say', { ...plain, facts: image({ imageAllowed: null }) }),

  passes('F10', 'available', plain),
  fails('F10', 'gone', { ...plain, facts: { image: known(null) } }, 'image-not-found '),
  fails('F10', 'disabled', { ...plain, facts: image({ state: 'disabled' }) }, 'image-disabled '),
  fails('F10', 'failed', { ...plain, facts: image({ state: 'failed' }) }, 'image-unavailable '),
  boundary('F10', 'it cannot be read', { ...plain, facts: { image: denied('ec2:DescribeImages') } }, 'unknown-denied '),

  passes('F11', 'trusted', plain),
  fails('F11', 'gone', { ...plain, facts: permit({ restoreRoleTrust: known(no('no-such-role')) }) }, 'role-not-found '),
  fails('F11', 'not trusted', { ...plain, facts: permit({ restoreRoleTrust: known(no('no-trust')) }) }, 'role-not-trusted '),
  boundary('F11', 'none chosen', { ...plain, context: { restoreRoleArn: null } }, 'no-restore-role '),
  boundary('F11', 'a file without a role', { ...plain, context: { restoreRoleArn: null, backupKnown: false } }),

  passes('F14', 'it may', plain),
  fails('F14', 'it may not', { ...plain, facts: permit({ passRestoreRole: known(no('implicit-deny')) }) }, 'cannot-pass-restore-role '),
  boundary('F14', 'no role chosen', {
    ...plain,
    facts: permit({ passRestoreRole: known(no('implicit-deny')) }),
    context: { restoreRoleArn: null },
  }),

  passes('F15', 'no policy against it', plain),
  fails('F15', 'denied', { ...plain, facts: permit({ vaultPolicy: known(no('vault-policy')) }) }, 'vault-policy '),
  boundary(
    'F15',
    'the policy cannot be read',
    { ...plain, facts: permit({ vaultPolicy: denied('backup:GetBackupVaultAccessPolicy') }) },
    'unknown-denied ',
  ),

  passes('F19', 'Windows in its subnet', { ...plain, facts: windows }),
  fails(
    'F19',
    'Windows in another',
    { nics: [nic({ SubnetId: 'subnet-b' })], facts: windows },
    'windows-other-subnet /NetworkInterfaces/0/SubnetId',
  ),
  fails(
    'F19',
    'Windows by the metadata, where the image cannot be read',
    { nics: [nic({ SubnetId: 'subnet-b' })], keys: { Platform: 'Windows' }, facts: { image: denied('ec2:DescribeImages') } },
    'windows-other-subnet /NetworkInterfaces/0/SubnetId',
  ),
  fails(
    'F19',
    'Windows by the metadata, where the image does not say',
    { nics: [nic({ SubnetId: 'subnet-b' })], keys: { platform: 'windows' } },
    'windows-other-subnet /NetworkInterfaces/0/SubnetId',
  ),
  boundary('F19', 'another platform by the metadata', { nics: [nic({ SubnetId: 'subnet-b' })], keys: { Platform: 'Linux/UNIX' } }),
  boundary('F19', 'Linux in another', { nics: [nic({ SubnetId: 'subnet-b' })] }),

  passes('F20', 'one interface, one address', plain),
  fails(
    'F20',
    'two interfaces in one subnet',
    { nics: [nic(), second()] },
    'guest-same-subnet /NetworkInterfaces',
    'guest-several-interfaces /NetworkInterfaces',
  ),
  fails('F20', 'a secondary address', { nics: [nic(fixed('10.0.0.100', '10.0.0.101'))] }, 'guest-secondary-addresses /NetworkInterfaces'),
  boundary(
    'F20',
    'two interfaces in two subnets',
    { nics: [nic(), second({ SubnetId: 'subnet-b' })] },
    'guest-several-interfaces /NetworkInterfaces',
  ),

  passes('F21', 'stopped', { ...plain, facts: original('stopped') }),
  fails('F21', 'running', { ...plain, facts: original('running') }, 'original-running '),
  boundary('F21', 'starting', { ...plain, facts: original('pending') }, 'original-running '),
  boundary('F21', 'gone', { ...plain, facts: { instances: known([]) } }),
  fails('F21', 'running in another region, of which this backup is a copy', { ...plain, facts: elsewhere('running') }, 'original-running '),
  passes('F21', 'stopped in another region', { ...plain, facts: elsewhere('stopped') }),
  boundary('F21', 'gone in another region', { ...plain, facts: { instances: known([]), originalElsewhere: known(null) } }),
  fails(
    'F21',
    'another account’s, where nobody can look',
    {
      ...plain,
      facts: {
        originalElsewhere: {
          state: 'unknown',
          reason: { code: 'undecided', why: 'original-in-other-account' },
          asOf: '',
          source: 'ec2:DescribeInstances',
        },
      },
    },
    'unknown-undecided ',
  ),

  passes('F22', 'an interface that exists keeps its address', { nics: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-left' }] }),
  fails('F22', 'a new interface', plain, 'mac-changes '),
  boundary('F22', 'nothing was there before', { ...plain, context: { originalInstanceId: null } }),

  passes('F23', 'no Elastic IP', plain),
  fails('F23', 'on the original', { ...plain, facts: elastic('i-00a1') }, 'elastic-ips-stay '),
  fails(
    'F23',
    'on the original, of whose interfaces nothing is known',
    { ...plain, facts: { ...elastic('i-00a1'), interfaces: {} } },
    'elastic-ips-stay ',
  ),
  boundary('F23', 'on another instance', { ...plain, facts: elastic('i-0web') }),
  boundary('F23', 'on nothing', { ...plain, facts: elastic(null) }),

  passes('F24', 'a file of which the backup is not known', { ...plain, context: { backupKnown: false } }),
  fails('F24', 'a restore', plain, 'not-carried-over '),
  boundary('F24', 'said once, whatever the interfaces', { nics: [nic(), second()] }, 'not-carried-over '),

  passes('F25', 'it may', plain),
  fails('F25', 'it may not', { ...plain, facts: permit({ runInstances: known(no('implicit-deny')) }) }, 'role-cannot-run '),
  boundary('F25', 'by its boundary', { ...plain, facts: permit({ runInstances: known(no('boundary')) }) }, 'role-cannot-run '),
];
