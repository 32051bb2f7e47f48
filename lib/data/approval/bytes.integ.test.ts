import { beforeAll, describe, expect, it } from 'vitest';
import { attemptsOf } from '@/lib/db/repositories/attempts';
import { approvedRequest, type RestoreRequest, restoreRequestSha256, restoreRequestText } from '@/lib/record/restore-request';
import { approvedAt, HANAKO, ruleFor, seen, storePeople } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { must, OPERATOR, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { carryOut } from '../attempts/carry-out';
import { startRestore } from '../start-restore';

const account = simulatedAccount({ speed: 1 });
const calls = async (): Promise<number> => ((await account.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;
/** One for each start that AWS gets: the instance then has it. */
const ADDRESSES = [220, 221, 222, 223, 224, 225, 226];
const ROLE = 'arn:aws:iam::123456789012:role/Another';

beforeAll(async () => {
  await storePeople(HANAKO);
  await ruleFor();
});

/** A start that is stopped because something else would be sent than was approved, which then is no approval any more. */
const expectStopped = async (id: string, order: Parameters<typeof startRestore>[2]): Promise<void> => {
  const before = await calls();
  expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
    error: { code: 'approval-needed', request: { id, state: 'approved' }, changed: true },
  });
  expect(await calls()).toBe(before);
  expect(await seen(id)).toMatchObject({ state: 'voided', restoreId: null, ended: { by: 'rehome', cause: 'plan-changed' } });
};

describe('an approval of what differs in one member', () => {
  const metadata = (request: RestoreRequest) => ({ ...request.metadata, InstanceInitiatedShutdownBehavior: 'terminate' });
  it.each([
    ['account', () => ({ account: '999999999999' })],
    ['region', () => ({ region: 'us-east-1' })],
    ['vault', () => ({ vault: 'another' })],
    ['recoveryPointArn', () => ({ recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-0000000000000000a' })],
    ['metadata', (request: RestoreRequest) => ({ metadata: metadata(request) })],
    ['roleArn', () => ({ roleArn: ROLE })],
    ['resourceType', () => ({ resourceType: 'RDS' })],
    ['copyTags', (request: RestoreRequest) => ({ copyTags: !request.copyTags })],
  ] as const)('%s starts nothing', async (_member, change) => {
    const { id, order } = await approvedAt('10.1.10.210');
    const approved = approvedRequest((await seen(id)).sent);
    const other = { ...approved, ...change(approved) };
    await asOwner('update approval_requests set sent = $2, sha256 = $3 where id = $1', [
      id,
      restoreRequestText(other),
      restoreRequestSha256(other),
    ]);
    await expectStopped(id, order);
  });

  it('does not matter where it is the request id, which each attempt draws anew', async () => {
    const { id, order } = await approvedAt('10.1.10.211');
    const approved = approvedRequest((await seen(id)).sent);
    expect(restoreRequestSha256({ ...approved, metadata: { ...approved.metadata, 'aws:backup:request-id': 'x' } })).toBe(
      (await seen(id)).sha256,
    );
    const { restoreId } = must(await startRestore(SCOPE, OPERATOR, order));
    expect(await seen(id)).toMatchObject({ state: 'used', restoreId });
  });
});

describe('a plan that was changed past the console', () => {
  const inBase = (path: string, value: string) => `jsonb_set(history::jsonb, '{base,${path}}', '${value}')`;
  it.each([
    ['the tags', inBase('copyTags', 'false')],
    ['the metadata', inBase('settings,overrides', '{"InstanceInitiatedShutdownBehavior": "terminate"}')],
  ])('starts nothing: %s', async (_what, history) => {
    const { id, order } = await approvedAt('10.1.10.212');
    await asOwner(`update drafts set history = (${history})::json where id = $1`, [order.draftId]);
    const outcome = await startRestore(SCOPE, OPERATOR, order);
    expect(outcome).toMatchObject({ error: { code: 'approval-needed', changed: true } });
    expect(await seen(id)).toMatchObject({ state: 'voided' });
  });
});

describe('rows that were changed between the start and the sending', () => {
  it.each([
    ['metadata', `'{"InstanceType":"m5.24xlarge"}'`],
    ['role_arn', `'${ROLE}'`],
    ['copy_tags', 'not copy_tags'],
    ['vault', `'another'`],
    ['recovery_point_arn', `'arn:aws:ec2:ap-northeast-1::image/ami-0000000000000000a'`],
    ['resource_type', `'RDS'`],
    ['approval_id', `'00000000-0000-4000-8000-000000000000'`],
  ])('send nothing: %s', async (column, value) => {
    const { order } = await approvedAt(`10.1.10.${ADDRESSES.pop()}`);
    await account.control('faults', { kind: 'throttle', service: 'backup', operation: 'StartRestoreJob', times: 1 });
    const { restoreId, jobId } = must(await startRestore(SCOPE, OPERATOR, order));
    expect(jobId).toBeNull();
    const attempt = (await attemptsOf(restoreId))[0]?.id ?? '';
    const [kept] = await asOwner(`select ${column} as value from restores where id = $1`, [restoreId]);
    await asOwner(`update restores set ${column} = ${value} where id = $1`, [restoreId]);
    const before = await calls();
    await expect(carryOut(SCOPE.aws, attempt)).rejects.toThrow('something else than was approved');
    expect(await calls()).toBe(before);
    const back = column === 'metadata' ? JSON.stringify(kept?.value) : kept?.value;
    await asOwner(`update restores set ${column} = $2 where id = $1`, [restoreId, back]);
    await asOwner('update attempts set lease_until = null, lease_holder = null where id = $1', [attempt]);
    expect(await carryOut(SCOPE.aws, attempt)).toMatchObject({ outcome: 'started' });
    expect(await calls()).toBe(before + 1);
    await asOwner('update claims set released_at = now() where restore_id = $1', [restoreId]);
  });
});
