import { DescribeInstancesCommand, DescribeNetworkInterfacesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { getDraft } from '@/lib/data/drafts';
import { startRestore } from '@/lib/data/start-restore';
import type { StartProblem } from '@/lib/data/start-restore/views';
import { waitForStart } from '@/lib/data/waits/set-up';
import { watchOnce } from '@/lib/data/waits/watch';
import { beginWay, type WayOrder } from '@/lib/data/way-runs/begin';
import { carryOnce } from '@/lib/data/way-runs/carry';
import { wayOfDraft } from '@/lib/data/way-runs/view';
import type { WayRunView } from '@/lib/data/way-runs/views';
import { databaseNow } from '@/lib/db/about';
import { openWaits } from '@/lib/db/repositories/waits';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import type { WayRunKind } from '@/lib/restore/way-run/run';
import type { Result } from '@/lib/result';
import { asOwner } from './owner';
import { must, OPERATOR, PLACE, SCOPE, sweepNow } from './restores';
import { runAwsCommand } from './run-aws-command';

/** Goes ways to an address on the simulated account, look by look, for tests. */

export const ORIGINAL = 'i-0f3a9c41d27be5860';
export const SUBNET = 'subnet-0bdb9444b6747e0d6';
const HOUR_MS = 3_600_000;

/** Everything of the database that a way leaves. */
export const forgetWays = async (): Promise<void> => {
  await asOwner('delete from pgboss.job');
  await asOwner(
    'truncate drafts, claims, waits, way_runs, notes, attempts, restore_addresses, restores, runs, restore_jobs, sweeps, attention cascade',
  );
};

interface Draft {
  readonly draftId: string;
  readonly revision: number;
}

/** Begins a way of a draft. */
export const begun = async (draft: Draft, kind: WayRunKind, address: string): Promise<WayRunView> => {
  const order: WayOrder = { ...draft, kind, address, subnetId: SUBNET };
  must(await beginWay(SCOPE, OPERATOR, order));
  return viewed(draft.draftId);
};

/** The way of a draft, which there is. */
export const viewed = async (draftId: string): Promise<WayRunView> => {
  const way = await wayOfDraft(draftId);
  if (way === null) throw new Error('the draft has no way');
  return way;
};

const missingOf = (answer: Result<unknown, { readonly code: string }>): readonly string[] =>
  !answer.ok && answer.error.code === 'not-acknowledged'
    ? (answer.error as Extract<StartProblem, { readonly code: 'not-acknowledged' }>).missing.map(acceptanceKey)
    : [];

/** Confirms the start of a draft with every finding accepted: one that waits, or (`now`) one that is made at once. */
export const startSetUp = async (draftId: string, now = false): Promise<Result<unknown, { readonly code: string }>> => {
  const { revision } = must(await getDraft(SCOPE, draftId));
  const once = (acknowledged: readonly string[]): Promise<Result<unknown, { readonly code: string }>> => {
    const order = { draftId, revision, acknowledged };
    return now
      ? startRestore(SCOPE, OPERATOR, order)
      : waitForStart(SCOPE, OPERATOR, { ...order, notBefore: null, until: Date.now() + 4 * HOUR_MS });
  };
  const first = await once([]);
  return first.ok ? first : once(missingOf(first));
};

/** One look at everything: what the worker does in a while. What it would leave alone for some seconds is due now, so that no test depends on how quick a machine is. */
export const pass = async (): Promise<void> => {
  await asOwner('update way_runs set tried_at = null');
  await asOwner('update waits set checked_at = null');
  await carryOnce(SCOPE, await openWayRuns(PLACE));
  await watchOnce(SCOPE, await openWaits(PLACE), await databaseNow());
  await sweepNow();
};

/** What a person does who follows the panel: the command of the step that is next, if there is one. Whether there was. */
export const byHand = async (way: WayRunView): Promise<boolean> => {
  const step =
    way.state === 'undoing'
      ? way.steps.findLast(({ state }) => state === 'done' || state === 'doing')
      : way.steps.find(({ state }) => state !== 'done');
  const command = way.state === 'undoing' ? step?.undo : step?.command;
  if (command == null || step?.who !== 'person') return false;
  // What was carried out already, EC2 refuses; a person sees that and goes on.
  await runAwsCommand(command).catch(() => undefined);
  return true;
};

export const ec2 = () => new EC2Client({});

/** Instances and interfaces as EC2 shows them, by id. */
export const everything = async (): Promise<ReadonlyMap<string, unknown>> => {
  const [instances, interfaces] = await Promise.all([
    ec2().send(new DescribeInstancesCommand({ IncludeManagedResources: true })),
    ec2().send(new DescribeNetworkInterfacesCommand({ IncludeManagedResources: true })),
  ]);
  return new Map<string, unknown>([
    ...(instances.Reservations ?? []).flatMap(({ Instances = [] }) => Instances.map((each) => [each.InstanceId ?? '', each] as const)),
    ...(interfaces.NetworkInterfaces ?? []).map((each) => [each.NetworkInterfaceId ?? '', each] as const),
  ]);
};

/** Which instance an address is on; `null`: none. */
export const holderOf = async (address: string): Promise<string | null> => {
  const filters = [
    { Name: 'addresses.private-ip-address', Values: [address] },
    { Name: 'subnet-id', Values: [SUBNET] },
  ];
  const { NetworkInterfaces = [] } = await ec2().send(
    new DescribeNetworkInterfacesCommand({ Filters: filters, IncludeManagedResources: true }),
  );
  return NetworkInterfaces[0]?.Attachment?.InstanceId ?? null;
};
