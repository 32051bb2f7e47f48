import { shellWord } from '../exports';
import type { NewNic, RestorePlan } from '../plan';
import { head } from './restore-script';

const newNics = (plan: RestorePlan): readonly NewNic[] => plan.nics.filter((nic) => nic.kind === 'new');

/** `expect NAME COMMAND…`: runs what follows and says whether AWS answered. A command that may not be run is told as unknown. */
const EXPECT = [
  'BAD=0',
  'expect() {',
  '  name=$1; wanted=$2; shift 2',
  '  if answer=$("$@" 2>&1); then',
  '    case $wanted in',
  `      '' | "$answer") say "ok       $name" ;;`,
  '      *) BAD=$((BAD + 1)); say "no       $name: $answer" ;;',
  '    esac',
  '  else',
  '    case $answer in',
  '      *AccessDenied* | *UnauthorizedOperation* | *"not authorized"*) say "unknown  $name: $answer" ;;',
  '      *) BAD=$((BAD + 1)); say "no       $name: $answer" ;;',
  '    esac',
  '  fi',
  '}',
  '# free SUBNET ADDRESS',
  'free() {',
  '  found=$(holders "$1" "$2") || { say "unknown  $2 is free"; return 0; }',
  '  case $found in',
  `    '' | None) say "ok       $2 is free" ;;`,
  '    *) BAD=$((BAD + 1)); say "no       $2 is held by $found" ;;',
  '  esac',
  '}',
] as const;

const expect = (name: string, wanted: string, ...words: readonly string[]): string =>
  ['expect', shellWord(name), wanted === '' ? "''" : shellWord(wanted), 'aws', ...words].join(' ');

const region = ['--region', '"$REGION"'];
const text = ['--output', 'text'];

const roleName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const freeLines = (plan: RestorePlan): readonly string[] =>
  newNics(plan).flatMap(({ subnetId, primary, secondaries }) => {
    if (subnetId === null) return [];
    const fixed = [...(primary.kind === 'fixed' ? [primary.address] : []), ...(secondaries.kind === 'fixed' ? secondaries.values : [])];
    return fixed.map((address) => `free ${shellWord(subnetId)} ${address}`);
  });

const point = ({ source }: RestorePlan): string =>
  expect(
    'the recovery point is complete',
    'COMPLETED',
    'backup',
    'describe-recovery-point',
    ...region,
    '--backup-vault-name',
    shellWord(source.vault),
    '--recovery-point-arn',
    shellWord(source.recoveryPointArn),
    '--query',
    'Status',
    ...text,
  );

/** One thing of EC2 by its id: `wanted` is what the query answers of one that is fit. */
const ec2 = (name: string, wanted: string, action: string, option: string, id: string, query: string): string =>
  expect(name, wanted, 'ec2', action, ...region, option, shellWord(id), '--query', shellWord(query), ...text);

const role = (arn: string): string =>
  expect(
    'the restore role exists',
    arn,
    'iam',
    'get-role',
    ...region,
    '--role-name',
    shellWord(roleName(arn)),
    '--query',
    'Role.Arn',
    ...text,
  );

/** `check.sh`: what a command line can find out before the start; nothing is changed. It ends with an error where something stands in the way. */
export const checkScript = (plan: RestorePlan): string => {
  const subnets = [...new Set(newNics(plan).flatMap(({ subnetId }) => subnetId ?? []))];
  const groups = [...new Set(newNics(plan).flatMap((nic) => nic.groups))];
  const existing = plan.nics.flatMap((nic) => (nic.kind === 'existing' ? [nic.networkInterfaceId] : []));
  return [
    ...head('Checks as commands: reads only. ok, no or unknown (a permission is missing) for each.', ''),
    ...EXPECT,
    point(plan),
    ...subnets.map((id) => ec2(`subnet ${id} exists`, id, 'describe-subnets', '--subnet-ids', id, 'Subnets[0].SubnetId')),
    ...groups.map((id) =>
      ec2(`security group ${id} exists`, id, 'describe-security-groups', '--group-ids', id, 'SecurityGroups[0].GroupId'),
    ),
    ...(plan.restoreRoleArn === null ? [] : [role(plan.restoreRoleArn)]),
    ...existing.map((id) =>
      ec2(
        `${id} is attached to nothing`,
        'available',
        'describe-network-interfaces',
        '--network-interface-ids',
        id,
        'NetworkInterfaces[0].Status',
      ),
    ),
    ...freeLines(plan),
    `[ "$BAD" = 0 ] || stop "$BAD of the lines above stand in the way. README.md says what to do."`,
    '',
  ].join('\n');
};
