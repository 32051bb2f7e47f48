import { setTimeout } from 'node:timers/promises';
import {
  AttachNetworkInterfaceCommand,
  CreateNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  ModifyInstanceAttributeCommand,
  ModifyNetworkInterfaceAttributeCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { WAY_RUN_KINDS, type WayRunKind } from '@/lib/restore/way-run/run';
import type { TestAccount } from './simulated-account';
import { ec2, holderOf, ORIGINAL, SUBNET } from './way-driver';

/** Random conflicts about one address of the simulated account: who holds it, as what, in which state, and what Rehome may do. */

export const OWN_HOLDERS = ['original-primary', 'original-secondary', 'original-second-interface', 'left-behind'] as const;
export const STRANGERS = ['machine', 'managed', 'other-account', 'detached', 'seeded'] as const;

export interface AccountConflict {
  readonly holder: (typeof OWN_HOLDERS)[number] | (typeof STRANGERS)[number];
  readonly stopped: boolean;
  readonly isProtected: boolean;
  /** Whether the interface stays as it is when its instance goes. */
  readonly kept: boolean;
  readonly mode: 'guided' | 'take-over';
  /** An action that Rehome's role lacks: a person carries that step out then. */
  readonly denied: string | null;
  /** What becomes of the first answers to the calls that change something. */
  readonly answers: 'come' | 'drop' | 'lose';
  /** Which of the ways that are offered, counted around. */
  readonly choice: number;
}

const DENIED = [
  'TerminateInstances',
  'ModifyNetworkInterfaceAttribute',
  'UnassignPrivateIpAddresses',
  'DescribeInstanceAttribute',
] as const;

const conflictWith = (holders: readonly AccountConflict['holder'][]): fc.Arbitrary<AccountConflict> =>
  fc.record({
    holder: fc.constantFrom(...holders),
    stopped: fc.boolean(),
    isProtected: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    kept: fc.boolean(),
    mode: fc.constantFrom('guided', 'take-over'),
    denied: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...DENIED) }),
    answers: fc.constantFrom('come', 'drop', 'lose'),
    choice: fc.nat(11),
  });

/** Three of four are about the original: those end with the address, the others prove that nobody else is touched. */
export const accountConflicts: fc.Arbitrary<AccountConflict> = fc.oneof(
  { weight: 3, arbitrary: conflictWith(OWN_HOLDERS) },
  { weight: 1, arbitrary: conflictWith(STRANGERS) },
);

/** Whether the address is the backup's own to take back. */
export const isOwn = ({ holder }: AccountConflict): boolean => OWN_HOLDERS.some((each) => each === holder);

/** Gives the original a second interface at `address`. */
export const secondInterface = async (address: string): Promise<void> => {
  const id = await interfaceAt(address);
  await ec2().send(new AttachNetworkInterfaceCommand({ NetworkInterfaceId: id, InstanceId: ORIGINAL, DeviceIndex: 1 }));
};

/** Terminates the original so that its interface stays, detached, with `address`. */
export const leftBehind = async (address: string): Promise<void> => {
  await keepInterface();
  await ec2().send(new TerminateInstancesCommand({ InstanceIds: [ORIGINAL] }));
  while ((await holderOf(address)) !== null) await setTimeout(20);
};

const interfaceAt = async (address: string): Promise<string> => {
  const answer = await ec2().send(new CreateNetworkInterfaceCommand({ SubnetId: SUBNET, PrivateIpAddress: address }));
  return answer.NetworkInterface?.NetworkInterfaceId ?? '';
};

const PRIMARY = '10.1.10.115';

/** Has the original's interface stay when the original goes. */
const keepInterface = async (): Promise<void> => {
  const filters = [{ Name: 'attachment.instance-id', Values: [ORIGINAL] }];
  const { NetworkInterfaces = [] } = await ec2().send(new DescribeNetworkInterfacesCommand({ Filters: filters }));
  const [own] = NetworkInterfaces;
  await ec2().send(
    new ModifyNetworkInterfaceAttributeCommand({
      NetworkInterfaceId: own?.NetworkInterfaceId,
      Attachment: { AttachmentId: own?.Attachment?.AttachmentId, DeleteOnTermination: false },
    }),
  );
};

/** Makes the conflict in a fresh account; the addresses that the plan is to ask for, the wanted one among them. */
export const madeIn = async (
  account: TestAccount,
  conflict: AccountConflict,
): Promise<{ readonly wanted: string; readonly addresses: readonly string[] }> => {
  const { holder, stopped, isProtected, kept } = conflict;
  if (kept) await keepInterface();
  const made = await holderMade(account, holder);
  if (stopped && holder !== 'left-behind') await ec2().send(new StopInstancesCommand({ InstanceIds: [ORIGINAL] }));
  if (isProtected && holder !== 'left-behind')
    await ec2().send(new ModifyInstanceAttributeCommand({ InstanceId: ORIGINAL, DisableApiTermination: { Value: true } }));
  return made;
};

const holderMade = async (
  account: TestAccount,
  holder: AccountConflict['holder'],
): Promise<{ readonly wanted: string; readonly addresses: readonly string[] }> => {
  const at = (wanted: string, ...others: readonly string[]) => ({ wanted, addresses: [...others, wanted] });
  switch (holder) {
    case 'original-primary':
      return at(PRIMARY);
    case 'original-secondary':
      return at('10.1.10.100', '10.1.10.241');
    case 'original-second-interface':
      await secondInterface('10.1.10.242');
      return at('10.1.10.242');
    case 'left-behind':
      await leftBehind(PRIMARY);
      return at(PRIMARY);
    case 'detached':
      await interfaceAt('10.1.10.243');
      return at('10.1.10.243');
    case 'seeded':
      return at('10.1.10.6');
    default: {
      const concealed = { machine: undefined, managed: 'managed', 'other-account': 'participant' }[holder];
      await account.control('take-address', { address: '10.1.10.244', ...(concealed === undefined ? {} : { concealed }) });
      return at('10.1.10.244');
    }
  }
};

/** Every kind of way, that which is to be tried first at the front. */
export const kindsFrom = ({ choice }: AccountConflict): readonly WayRunKind[] => {
  const first = choice % WAY_RUN_KINDS.length;
  return [...WAY_RUN_KINDS.slice(first), ...WAY_RUN_KINDS.slice(0, first)];
};
