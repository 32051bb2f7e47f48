import { shellWord } from '../exports';

/** What the scripts of a kit are made for. */
export interface KitPlace {
  readonly account: string;
  readonly region: string;
}

/**
 * `lib.sh`: what all scripts of a kit share. Plain POSIX sh and the AWS CLI, nothing else; every script stops at the first command that fails (`set -eu`), and words that a person has
 * to type come from standard input.
 */
export const sharedScript = ({ account, region }: KitPlace): string => `#!/bin/sh
# Shared by the scripts of this kit. Plain POSIX sh and the AWS CLI (aws), version 1 or 2.
set -eu
ACCOUNT=${shellWord(account)}
REGION=${shellWord(region)}
# Answers as text to this script, not into a pager.
AWS_PAGER=''
export AWS_PAGER
POLL_SECONDS=\${KIT_POLL_SECONDS:-5}
WAIT_SECONDS=\${KIT_WAIT_SECONDS:-7200}

say() { printf '%s\\n' "$*"; }
stop() { printf 'STOPPED: %s\\n' "$*" >&2; exit 1; }

# The credentials must be of the account of the plan.
right_account() {
  command -v aws >/dev/null 2>&1 || stop 'The AWS CLI (aws) is not installed.'
  caller=$(aws sts get-caller-identity --region "$REGION" --query Account --output text)
  [ "$caller" = "$ACCOUNT" ] || stop "These credentials are of account $caller, the plan is of account $ACCOUNT."
}

# typed QUESTION WORD: goes on only if exactly that word is typed.
typed() {
  printf '%s\\nType %s to go on: ' "$1" "$2"
  IFS= read -r answer || stop 'Nothing was typed. Nothing was done.'
  [ "$answer" = "$2" ] || stop 'That was something else. Nothing was done.'
}

# Steps that are done are remembered in the folder state/, so that a script that stopped can be run again.
is_done() { [ -f "$STATE/$1" ]; }
set_done() { mkdir -p "$STATE"; : >"$STATE/$1"; rm -f "$STATE/$1.begun"; }
is_begun() { [ -f "$STATE/$1.begun" ]; }
set_begun() { mkdir -p "$STATE"; : >"$STATE/$1.begun"; }

# pause_until DEADLINE WHAT
pause_until() {
  [ "$(date +%s)" -lt "$1" ] || stop "Gave up waiting for $2 after $WAIT_SECONDS seconds. Run this script again to keep waiting."
  sleep "$POLL_SECONDS"
}

# holders SUBNET ADDRESS: the interfaces that have the address.
holders() {
  aws ec2 describe-network-interfaces --region "$REGION" --filters "Name=subnet-id,Values=$1" "Name=addresses.private-ip-address,Values=$2" \\
    --query 'NetworkInterfaces[].NetworkInterfaceId' --output text
}

# has_address SUBNET ADDRESS NIC: whether that very interface has the address now.
has_address() {
  found=$(holders "$1" "$2") || stop "EC2 did not say who has $2. Run this script again."
  [ "$found" = "$3" ]
}

# is_on NIC INSTANCE: whether the interface is attached to that instance now.
is_on() {
  found=$(aws ec2 describe-network-interfaces --region "$REGION" --network-interface-ids "$1" \\
    --query 'NetworkInterfaces[0].Attachment.[InstanceId,Status]' --output text) || stop "EC2 did not say what $1 is on. Run this script again."
  case $found in "$2"*attached) return 0 ;; esac
  return 1
}

# is_there INSTANCE: whether the instance is there, and its termination has not begun.
is_there() {
  found=$(aws ec2 describe-instances --region "$REGION" --filters "Name=instance-id,Values=$1" \\
    --query 'Reservations[].Instances[].State.Name' --output text) || stop "EC2 did not say in which state $1 is. Run this script again."
  case $found in '' | None | shutting-down | terminated) return 1 ;; esac
}

wait_until_free() {
  deadline=$(($(date +%s) + WAIT_SECONDS))
  say "Waiting until nobody has $2."
  while :; do
    found=$(holders "$1" "$2")
    case $found in '' | None) return 0 ;; esac
    pause_until "$deadline" "$2"
  done
}

wait_until_available() {
  deadline=$(($(date +%s) + WAIT_SECONDS))
  say "Waiting until nothing has $1."
  while :; do
    found=$(aws ec2 describe-network-interfaces --region "$REGION" --network-interface-ids "$1" --query 'NetworkInterfaces[0].Status' --output text)
    [ "$found" = available ] && return 0
    pause_until "$deadline" "$1"
  done
}

# wait_for_job: sets INSTANCE when the job in JOB has made it.
wait_for_job() {
  deadline=$(($(date +%s) + WAIT_SECONDS))
  say "Restore job $JOB. AWS Backup has no way to stop it."
  while :; do
    status=$(aws backup describe-restore-job --region "$REGION" --restore-job-id "$JOB" --query Status --output text)
    case $status in
      COMPLETED) break ;;
      FAILED | ABORTED)
        why=$(aws backup describe-restore-job --region "$REGION" --restore-job-id "$JOB" --query StatusMessage --output text)
        stop "The restore job $JOB is $status: $why"
        ;;
    esac
    pause_until "$deadline" "restore job $JOB"
  done
  arn=$(aws backup describe-restore-job --region "$REGION" --restore-job-id "$JOB" --query CreatedResourceArn --output text)
  INSTANCE=\${arn##*/}
  say "The restored instance is $INSTANCE."
  mkdir -p "$STATE"
  printf '%s\\n' "$INSTANCE" >"$STATE/instance"
}

# interface_at INDEX: the interface of the restored instance at that device index.
interface_at() {
  aws ec2 describe-network-interfaces --region "$REGION" --filters "Name=attachment.instance-id,Values=$INSTANCE" "Name=attachment.device-index,Values=$1" \\
    --query 'NetworkInterfaces[0].NetworkInterfaceId' --output text
}

WRONG=0
wrong() { WRONG=$((WRONG + 1)); say "$*"; }

# verify_primary INDEX ADDRESS, verify_secondary INDEX ADDRESS, verify_interface INDEX ID: exact, differs or missing.
verify_primary() {
  found=$(aws ec2 describe-network-interfaces --region "$REGION" --filters "Name=attachment.instance-id,Values=$INSTANCE" "Name=attachment.device-index,Values=$1" \\
    --query 'NetworkInterfaces[0].PrivateIpAddress' --output text)
  case $found in
    "$2") say "exact    interface $1, primary $2" ;;
    '' | None) wrong "missing  interface $1, primary $2" ;;
    *) wrong "differs  interface $1, primary $2: it is $found" ;;
  esac
}
verify_secondary() {
  found=$(aws ec2 describe-network-interfaces --region "$REGION" --filters "Name=attachment.instance-id,Values=$INSTANCE" "Name=attachment.device-index,Values=$1" "Name=addresses.private-ip-address,Values=$2" \\
    --query 'NetworkInterfaces[0].NetworkInterfaceId' --output text)
  case $found in
    '' | None) wrong "missing  interface $1, secondary $2" ;;
    *) say "exact    interface $1, secondary $2" ;;
  esac
}
verify_interface() {
  found=$(interface_at "$1")
  if [ "$found" = "$2" ]; then say "exact    interface $1 is $2"; else wrong "differs  interface $1 should be $2: it is $found"; fi
}
# verify_picked INDEX: what AWS chose.
verify_picked() {
  found=$(aws ec2 describe-network-interfaces --region "$REGION" --filters "Name=attachment.instance-id,Values=$INSTANCE" "Name=attachment.device-index,Values=$1" \\
    --query 'NetworkInterfaces[0].PrivateIpAddresses[].PrivateIpAddress' --output text)
  say "has      interface $1: $found"
}
# verify_alone ADDRESS: whether the restored instance has the address, and nobody else has it in its networks.
verify_alone() {
  vpc=$(aws ec2 describe-instances --region "$REGION" --instance-ids "$INSTANCE" --query 'Reservations[0].Instances[0].VpcId' --output text)
  found=$(aws ec2 describe-network-interfaces --region "$REGION" --filters "Name=vpc-id,Values=$vpc" "Name=addresses.private-ip-address,Values=$1" \\
    --query 'NetworkInterfaces[].Attachment.InstanceId' --output text)
  if [ "$found" = "$INSTANCE" ]; then say "alone    $1"; else wrong "shared   $1: it is on \${found:-nothing}"; fi
}
verified() {
  [ "$WRONG" = 0 ] || stop "$WRONG of the lines above are not as planned."
  say 'Everything is as planned.'
}
`;
