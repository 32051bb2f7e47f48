import { BackupClient, ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import { AssociateAddressCommand, EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client, RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeEach, describe, expect, it } from 'vitest';
import { rawExecutor } from '@/lib/db/raw';
import { readSurroundings } from '@/lib/db/repositories/checklist';
import { readRestore } from '@/lib/db/repositories/restores';
import { goingTasks } from '@/lib/engine/send';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import type { ChecklistItem } from '@/lib/jobs/checklist/item';
import { seedId } from '@/lib/sandbox/seed/ids';
import { asOwner } from '@/lib/testing/owner';
import { must, OPERATOR, PLACE, SCOPE, sweepNow } from '@/lib/testing/restores';
import { runAwsCommand } from '@/lib/testing/run-aws-command';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { createDraft } from '../drafts';
import { startRestore } from '../start-restore';
import { noteAround } from './note';
import { getChecklist, tickItem } from './view';
import type { ChecklistView } from './views';

const account = simulatedAccount({ speed: 100 });
const WEB = seedId('i', 'web-01');
const TARGETS = 'arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:targetgroup/web/6d0ecf831eec9f09';

beforeEach(async () => {
  await account.control('reset', {});
  await account.control('callers', undefined, 'DELETE');
  await asOwner(
    'truncate surroundings, checklist_ticks, drafts, claims, notes, attempts, restore_addresses, restores, runs, restore_jobs, sweeps, attention cascade',
  );
});

/** A plan for the newest backup of web-01, as it was. */
const planned = async (): Promise<{ readonly draftId: string; readonly revision: number }> => {
  const { RecoveryPoints = [] } = await new BackupClient({}).send(
    new ListRecoveryPointsByBackupVaultCommand({
      BackupVaultName: 'prod-daily',
      ByResourceArn: `arn:aws:ec2:ap-northeast-1:123456789012:instance/${WEB}`,
    }),
  );
  const [newest] = RecoveryPoints.toSorted((a, b) => Number(b.CreationDate) - Number(a.CreationDate));
  const recoveryPointArn = newest?.RecoveryPointArn ?? '';
  const { draftId, revision } = must(await createDraft(SCOPE, OPERATOR, { vault: 'prod-daily', recoveryPointArn, fresh: true }));
  return { draftId, revision };
};

/** What a worker does with the note that making the plan asked for. */
const noted = async (): Promise<void> => {
  const [data] = await goingTasks(rawExecutor(), 'note-surroundings', PLACE);
  if (data === undefined) throw new Error('nobody is to look at the original');
  await noteAround({ data, signal: new AbortController().signal, attempt: 1 } as Parameters<typeof noteAround>[0]);
};

const terminated = async (): Promise<void> => {
  await new EC2Client({}).send(new TerminateInstancesCommand({ InstanceIds: [WEB] }));
  await account.control('clock', { advanceSeconds: 600 });
};

/** Starts the plan with every warning accepted, and waits for its instance to be read. */
const restored = async (draft: { readonly draftId: string; readonly revision: number }): Promise<string> => {
  const order = { ...draft, acknowledged: [] as readonly string[] };
  const first = await startRestore(SCOPE, OPERATOR, order);
  const asked = !first.ok && first.error.code === 'not-acknowledged' ? first.error.missing.map(acceptanceKey) : [];
  const { restoreId } = first.ok ? first.value : must(await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: asked }));
  await expect
    .poll(async () => {
      await sweepNow();
      return (await readRestore(restoreId))?.verifiedAt ?? null;
    })
    .not.toBeNull();
  return restoreId;
};

const listOf = async (restoreId: string): Promise<ChecklistView> => must(await getChecklist(SCOPE, OPERATOR, restoreId, true));
const itemIn = ({ items }: ChecklistView, start: string): ChecklistItem => {
  const found = items.find(({ key }) => key.startsWith(start));
  if (found === undefined) throw new Error(`no item ${start}`);
  return found;
};
const states = (view: ChecklistView): Readonly<Record<string, string>> =>
  Object.fromEntries(
    view.items.map(({ key, state }) => [
      key
        .split(':')
        .slice(0, 2)
        .join(':')
        .replace(/:(eipalloc|arn|Z).*/, ''),
      state,
    ]),
  );

it('asks for the original of a copied backup where it is, and says that nothing it has there was looked at', async () => {
  const draft = await planned();
  await terminated();
  const restoreId = await restored(draft);
  const running = 'i-0f3a9c41d27be5860';
  const original = async (region: string, owner: string) => {
    const arn = `arn:aws:ec2:${region}:${owner}:instance/${running}`;
    await asOwner('update restores set resource_arn = $1 where id = $2', [arn, restoreId]);
    return listOf(restoreId);
  };
  // A backup that was copied to this region, of an instance that is in another one: one of this region with its id is not meant.
  const gone = await original('us-east-1', PLACE.account);
  expect(itemIn(gone, 'original')).toMatchObject({ state: 'done', command: expect.stringContaining('--region us-east-1 ') });
  expect(gone.originalSeenAt).toBeNull();
  expect(itemIn(gone, 'elastic')).toMatchObject({ state: 'unknown', why: { code: 'undecided', why: 'original-elsewhere' } });
  const here = await original(PLACE.region, PLACE.account);
  expect(itemIn(here, 'original')).toMatchObject({ state: 'open', params: { state: 'running' } });
  const another = await original(PLACE.region, '999999999999');
  expect(itemIn(another, 'original')).toMatchObject({
    state: 'unknown',
    command: null,
    why: { code: 'undecided', why: 'original-in-other-account' },
  });
});

describe('the checklist of a restore', () => {
  it('is made of what the original had before its end, shows what is done again, and keeps what people tick', async () => {
    const AllocationId = seedId('eipalloc', 'spare');
    await new EC2Client({}).send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId: seedId('eni', 'web-01:0') }));
    const draft = await planned();
    await noted();
    await terminated();
    const restoreId = await restored(draft);

    const before = await listOf(restoreId);
    expect(states(before)).toMatchObject({
      addresses: 'done',
      original: 'done',
      elastic: 'open',
      target: 'open',
      // The address is the same, so the record is right.
      record: 'done',
      'alarm:web-01-status': 'open',
      scaling: 'not-applicable',
      // Its agent registers by itself.
      managed: 'done',
      sourceDest: 'not-applicable',
      'tags:interface': 'open',
      'tags:volume': 'open',
      mac: 'open',
    });
    expect(before.originalSeenAt).not.toBeNull();

    await runAwsCommand(itemIn(before, 'elastic').command ?? '');
    const Targets = [{ Id: before.instanceId, Port: 80 }];
    await new ElasticLoadBalancingV2Client({}).send(new RegisterTargetsCommand({ TargetGroupArn: TARGETS, Targets }));
    const after = await listOf(restoreId);
    expect(states(after)).toMatchObject({ elastic: 'done', target: 'done', 'alarm:web-01-status': 'open' });
    expect(itemIn(after, 'target')).toMatchObject({
      params: { group: 'web', health: 'healthy' },
      evidence: { source: 'elasticloadbalancing:DescribeTargetHealth' },
    });

    const wanted = { restoreId, item: 'alarm:web-01-status', state: 'done' } as const;
    expect(must(await tickItem(SCOPE, OPERATOR, wanted))).toMatchObject({ state: 'done', by: 'operator', shown: 'open' });
    expect((await listOf(restoreId)).ticks['alarm:web-01-status']).toMatchObject({ state: 'done', by: 'operator' });
    const events = await asOwner(`select data::json as data, subject from events where kind = 'checklist-ticked'`);
    expect(events).toEqual([
      { subject: restoreId, data: { restoreId, item: wanted.item, state: 'done', shown: 'open', source: 'cloudwatch:DescribeAlarms' } },
    ]);
    must(await tickItem(SCOPE, OPERATOR, { ...wanted, state: 'open' }));
    expect((await listOf(restoreId)).ticks['alarm:web-01-status']).toMatchObject({ state: 'open' });
    expect(await tickItem(SCOPE, OPERATOR, { ...wanted, item: 'alarm:none' })).toMatchObject({
      error: { code: 'not-found', what: 'checklist-item' },
    });
  });

  it('says unknown with the name of the action where something may not be read, and goes on', async () => {
    const draft = await planned();
    await noted();
    await terminated();
    const restoreId = await restored(draft);
    const denied = ['elasticloadbalancing:DescribeTargetGroups', 'route53:ListHostedZones', 'ssm:DescribeInstanceInformation'];
    await account.control('callers', { accessKeyId: '*', denied });
    const view = await listOf(restoreId);
    for (const [start, action] of [
      ['target', 'elasticloadbalancing:DescribeTargetGroups'],
      ['record', 'route53:ListHostedZones'],
      ['managed', 'ssm:DescribeInstanceInformation'],
    ] as const)
      expect(itemIn(view, start)).toMatchObject({ state: 'unknown', why: { code: 'denied', action } });
    expect(states(view)).toMatchObject({ addresses: 'done', 'alarm:web-01-status': 'open' });
  });

  it('looks at an original that still runs, and does not let a later look without it take the place of one with it', async () => {
    const draft = await planned();
    await noted();
    expect((await readSurroundings(PLACE, WEB))?.instance).toMatchObject({ state: 'known', value: { state: 'running' } });
    await terminated();
    await planned();
    await noted();
    expect((await readSurroundings(PLACE, WEB))?.instance).toMatchObject({ value: { state: 'running' } });
    const restoreId = await restored(draft);
    expect(itemIn(await listOf(restoreId), 'target').state).toBe('open');
  });

  it('is nothing before there is an instance', async () => {
    expect(await getChecklist(SCOPE, OPERATOR, '00000000-0000-4000-8000-000000000000', false)).toMatchObject({
      error: { code: 'not-found' },
    });
  });
});
