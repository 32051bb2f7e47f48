import { beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseNow } from '@/lib/db/about';
import { activeClaims } from '@/lib/db/repositories/claims';
import { readDraft } from '@/lib/db/repositories/drafts';
import { openWaits } from '@/lib/db/repositories/waits';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { allFacts } from '@/lib/restore/facts-age';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import { storePeople } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, POINT, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { begun, forgetWays, startSetUp, viewed } from '@/lib/testing/way-driver';
import { readFacts } from '../facts';
import { changeTakeOver } from '../settings/take-over';
import { startRestore } from '../start-restore';
import { waitForStart } from '../waits/set-up';
import { watchOnce } from '../waits/watch';
import { carryOnce } from '../way-runs/carry';
import { beginReading, READ_MS } from './reading';

/** How long a reading of the product lasts, and how much older it says it is, until a test says otherwise. */
const clock = vi.hoisted(() => ({ lastsMs: 0, olderMs: 0 }));
vi.mock('@/lib/data/facts/reading', async (original) => {
  const real = await original<typeof import('./reading')>();
  const beginReading: typeof real.beginReading = (lastsMs = clock.lastsMs) => {
    const reading = real.beginReading(lastsMs);
    return { ...reading, ageMs: () => reading.ageMs() + clock.olderMs };
  };
  return { ...real, beginReading };
});

const account = simulatedAccount();
const hang = (service?: string) =>
  account.control('faults', { kind: 'slow', ms: null, times: null, ...(service === undefined ? {} : { service }) });
const answerAgain = () => account.control('faults', undefined, 'DELETE');

const SUBNET = 'subnet-0bdb9444b6747e0d6';
const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const SUBJECT: FactsSubject = {
  subnetIds: [SUBNET],
  interfaceIds: ['eni-00000000000000bad'],
  instanceTypes: ['t2.micro'],
  vpcIds: [],
  recoveryPointArn: POINT,
  resourceArn: null,
  restoreRoleArn: ROLE,
  instanceProfileName: 'ec2_role',
  vault: VAULT,
  kmsKeyIds: [],
  otherTypes: false,
};
/** Time enough for one that hangs to be given up, whatever else the machine does. */
const SHORT_MS = 1_000;

beforeEach(async () => {
  clock.lastsMs = READ_MS;
  clock.olderMs = 0;
  await answerAgain();
});

describe('facts that are read to act on them', () => {
  it('are all unknown where AWS does not answer, also those that are kept for hours: nothing that was asked before counts', async () => {
    const kept = await readFacts(SCOPE, SUBJECT);
    expect(allFacts(kept).filter(({ state }) => state === 'unknown')).toEqual([]);
    await hang();
    const facts = await readFacts(SCOPE, SUBJECT, { reading: beginReading(SHORT_MS) });
    expect(allFacts(facts).filter(({ state }) => state === 'known')).toEqual([]);
    const reasons = allFacts(facts).map((fact) => (fact.state === 'unknown' ? fact.reason.code : fact.state));
    // What hidden addresses are reckoned from is unknown, and told itself.
    expect(reasons.filter((code) => code !== 'late')).toEqual(['not-given']);
  });

  it('were asked for after the reading began, each of them', async () => {
    await readFacts(SCOPE, SUBJECT);
    const reading = beginReading();
    const facts = await readFacts(SCOPE, SUBJECT, { reading });
    expect(allFacts(facts).filter(({ asOf, state }) => state === 'unknown' || Date.parse(asOf) < reading.beganAtMs)).toEqual([]);
  });
});

describe('a start', () => {
  it.each([
    ['ec2', '10.1.10.220'],
    ['iam', '10.1.10.221'],
    ['backup', '10.1.10.222'],
    ['sts', '10.1.10.223'],
  ])('asks about what hangs (%s) like about every other unknown, and goes on once that is accepted or known', async (service, address) => {
    const order = await draftAt(address);
    await hang(service);
    clock.lastsMs = SHORT_MS;
    const outcome = await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: ACKNOWLEDGED });
    const asked = !outcome.ok && outcome.error.code === 'not-acknowledged' ? outcome.error.missing : [];
    expect(asked.map(({ code }) => code)).toContain('unknown-late');
    expect(asked.filter(({ severity }) => severity !== 'unknown')).toEqual([]);
    expect((await readDraft(order.draftId))?.restoreId).toBeNull();
    clock.lastsMs = READ_MS;
    await answerAgain();
    const acknowledged = [...ACKNOWLEDGED, ...asked.map(acceptanceKey)];
    expect(await startRestore(SCOPE, OPERATOR, { ...order, acknowledged })).toMatchObject({ ok: true });
  });

  it('is not committed on what has become too old while it was written down', async () => {
    const order = await draftAt('10.1.10.224');
    clock.olderMs = 60_000;
    expect(await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: ACKNOWLEDGED })).toEqual({
      ok: false,
      error: { code: 'facts-outdated', seconds: 30 },
    });
    expect((await readDraft(order.draftId))?.restoreId).toBeNull();
    expect((await activeClaims(PLACE)).filter((claim) => claim.address === '10.1.10.224')).toEqual([]);
    clock.olderMs = 0;
    expect(await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: ACKNOWLEDGED })).toMatchObject({ ok: true });
  });
});

describe('a start that waits', () => {
  it('goes on waiting while what it would be judged by hangs or is too old, and asks nobody', { tags: 'long' }, async () => {
    await storePeople(OPERATOR);
    const draft = await draftAt('10.1.10.225');
    const { waitId } = must(
      await waitForStart(SCOPE, OPERATOR, { ...draft, acknowledged: ACKNOWLEDGED, notBefore: null, until: Date.now() + 3_600_000 }),
    );
    const look = async () => {
      await asOwner('update waits set checked_at = null');
      await watchOnce(SCOPE, await openWaits(PLACE), await databaseNow());
      return (await asOwner('select state, problem, checked_at from waits where id = $1', [waitId]))[0];
    };
    await hang('iam');
    clock.lastsMs = SHORT_MS;
    expect(await look()).toMatchObject({ state: 'waiting', checked_at: expect.anything() });
    await answerAgain();
    clock.lastsMs = READ_MS;
    clock.olderMs = 60_000;
    expect(await look()).toMatchObject({ state: 'waiting', problem: null, checked_at: expect.anything() });
    clock.olderMs = 0;
    expect(await look()).toMatchObject({ state: 'started' });
  });
});

describe('a step of a way', () => {
  it('is not sent on a look that hangs or has become too old', async () => {
    await forgetWays();
    await storePeople(OPERATOR);
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
    const draft = await draftAt('10.1.10.115');
    await begun(draft, 'keep-interface', '10.1.10.115');
    must(await startSetUp(draft.draftId));
    await account.control('calls', undefined, 'DELETE');
    const step = async () => {
      await carryOnce(SCOPE, await openWayRuns(PLACE));
      const calls = ((await account.control('calls')) as Record<string, number>)['ec2:ModifyNetworkInterfaceAttribute'] ?? 0;
      return [(await viewed(draft.draftId)).steps.find(({ code }) => code === 'keep-with-instance-gone')?.state, calls];
    };
    await hang('ec2');
    clock.lastsMs = SHORT_MS;
    expect(await step()).toEqual(['waiting', 0]);
    await answerAgain();
    clock.lastsMs = READ_MS;
    clock.olderMs = 60_000;
    expect(await step()).toEqual(['waiting', 0]);
    clock.olderMs = 0;
    expect(await step()).toEqual(['doing', 1]);
  });
});
