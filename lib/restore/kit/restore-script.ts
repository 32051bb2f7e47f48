import { shellWord } from '../exports';
import type { NewNic, RestorePlan } from '../plan';

/** What of a request for approval a kit carries. */
export interface KitApproval {
  readonly state: 'not-needed' | 'given' | 'missing';
  /** How many people have to approve; 0 where none does. */
  readonly needed: number;
}

/** Functions that a script calls to start a plan's restore and to verify it. */
export interface RestoreOrder {
  readonly plan: RestorePlan;
  /** Of the metadata that goes with it: with the same token AWS starts nothing twice. */
  readonly token: string;
  /** The file in the folder of the script. */
  readonly metadata: string;
}

const typed = (nic: NewNic): readonly string[] => [
  ...(nic.primary.kind === 'fixed' ? [`verify_primary ${nic.deviceIndex} ${nic.primary.address}`] : []),
  ...(nic.secondaries.kind === 'fixed' ? nic.secondaries.values.map((address) => `verify_secondary ${nic.deviceIndex} ${address}`) : []),
  `verify_picked ${nic.deviceIndex}`,
];

const fixedOf = (nic: NewNic): readonly string[] => [
  ...(nic.primary.kind === 'fixed' ? [nic.primary.address] : []),
  ...(nic.secondaries.kind === 'fixed' ? nic.secondaries.values : []),
];

/** Lines that compare the restored instance with the plan, slot by slot. */
export const verifyLines = (plan: RestorePlan): readonly string[] => [
  ...plan.nics.flatMap((nic) =>
    nic.kind === 'existing' ? [`verify_interface ${nic.deviceIndex} ${shellWord(nic.networkInterfaceId)}`] : typed(nic),
  ),
  ...plan.nics.flatMap((nic) => (nic.kind === 'existing' ? [] : fixedOf(nic).map((address) => `verify_alone ${address}`))),
];

/** Answers of AWS's that say that nothing was started. Of any other failure nobody knows. */
const REFUSED = [
  'InvalidParameterValue',
  'MissingParameterValue',
  'InvalidRequest',
  'ResourceNotFound',
  'AccessDenied',
  'UnrecognizedClient',
  'ExpiredToken',
];

/** Lines that start the restore once, remember its job, and wait for its instance. */
export const startLines = ({ plan, token, metadata }: RestoreOrder): readonly string[] => {
  const { recoveryPointArn } = plan.source;
  const role = plan.restoreRoleArn === null ? [] : [`--iam-role-arn ${shellWord(plan.restoreRoleArn)}`];
  const words = [
    'aws backup start-restore-job',
    '--region "$REGION"',
    `--recovery-point-arn ${shellWord(recoveryPointArn)}`,
    ...role,
    '--resource-type EC2',
    plan.copyTags ? '--copy-source-tags-to-restored-resource' : '--no-copy-source-tags-to-restored-resource',
    `--idempotency-token ${shellWord(token)}`,
    `--metadata "file://$HERE/${metadata}"`,
    '--query RestoreJobId --output text',
  ];
  return [
    'if [ -s "$STATE/job" ]; then',
    '  JOB=$(cat "$STATE/job")',
    'else',
    '  mkdir -p "$STATE"',
    // Whatever ends this before AWS has answered: the same request is sent again then, and starts nothing twice.
    '  : >"$STATE/sent"',
    `  if ! JOB=$(${words.join(' \\\n    ')} 2>"$STATE/answer"); then`,
    '    cat "$STATE/answer" >&2',
    `    JOB=$(sed -n 's/.*Restore job \\([0-9A-Za-z-]*\\) already finished.*/\\1/p' "$STATE/answer")`,
    `    if [ -z "$JOB" ] && grep -qE ${shellWord(`\\((${REFUSED.join('|')})`)} "$STATE/answer"; then`,
    '      rm -f "$STATE/sent"',
    `      stop 'AWS Backup refused, and started nothing.'`,
    '    fi',
    `    [ -n "$JOB" ] || stop 'AWS Backup did not answer. Run this script again: the same request starts nothing twice.'`,
    '  fi',
    `  printf '%s\\n' "$JOB" >"$STATE/job"`,
    'fi',
    'wait_for_job',
  ];
};

/** How a script begins: where it is, what is shared, whose credentials. `up` leads to the folder of `lib.sh`. */
export const head = (what: string, up: string): readonly string[] => [
  '#!/bin/sh',
  `# ${what}`,
  'set -eu',
  'HERE=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)',
  'STATE=$HERE/state',
  `. "$HERE/${up}lib.sh"`,
  'right_account',
];

/** Lines that ask before a restore is started that others have to approve and have not. */
export const approvalLines = ({ state, needed }: KitApproval): readonly string[] => {
  if (state === 'not-needed') return [];
  if (state === 'given') return [`say 'This plan was approved when the kit was made.'`];
  return [`typed 'This plan needs the approval of ${needed}, and had not been given it when the kit was made.' without-approval`];
};

/** `restore.sh`: the plan as it is. */
export const restoreScript = (order: RestoreOrder, approval: KitApproval): string =>
  [
    ...head('Checks, starts the restore of this plan, waits for it and verifies it.', ''),
    ...approvalLines(approval),
    'if [ ! -s "$STATE/job" ] && [ ! -e "$STATE/sent" ]; then',
    '  sh "$HERE/check.sh"',
    `  typed 'This starts a restore job, which makes a new instance.' yes`,
    'fi',
    ...startLines(order),
    ...verifyLines(order.plan),
    'verified',
    '',
  ].join('\n');

/** `verify.sh`: looks again at an instance that was restored. */
export const verifyScript = ({ plan }: RestoreOrder): string =>
  [
    ...head('Compares a restored instance with the plan. Usage: sh verify.sh [INSTANCE-ID]', ''),
    `INSTANCE=\${1:-}`,
    '[ -n "$INSTANCE" ] || INSTANCE=$(cat "$STATE/instance" 2>/dev/null) || stop "Which instance? Usage: sh verify.sh INSTANCE-ID"',
    ...verifyLines(plan),
    'verified',
    '',
  ].join('\n');
