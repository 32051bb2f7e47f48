import type { Caller } from '@/lib/auth/caller';
import { createDraft, getDraft, saveDraft } from '@/lib/data/drafts';
import { sweepJobs } from '@/lib/data/jobs/sweep';
import { type Scope, scopeOf } from '@/lib/data/scope';
import { startRestore } from '@/lib/data/start-restore';
import type { StartedRestore } from '@/lib/data/start-restore/views';
import { verifyEnded } from '@/lib/data/verification';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { parseIpv4 } from '@/lib/net/ipv4';
import type { Command } from '@/lib/restore/command';
import { perform, planAt } from '@/lib/restore/undo';
import type { Result } from '@/lib/result';

/** The home of the simulated account, where the article's recovery point lies. */
export const PLACE = { account: '123456789012', region: 'ap-northeast-1' } as const;
/** The same with the way into AWS as it is at that moment: a restart makes another. */
export const SCOPE: Scope = {
  ...PLACE,
  get aws() {
    return scopeOf(PLACE).aws;
  },
};
/** Who does everything in tests that does not say otherwise. */
export const OPERATOR: Caller = {
  user: 'operator',
  grants: [{ role: 'operator', account: null }],
  session: { id: 'session', signedInAt: new Date() },
};
export const VAULT = 'aws-backup-vault';
export const POINT = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';
/** The warning of the article's point that must be accepted: its original still runs. */
export const ACKNOWLEDGED = [
  acceptanceKey({
    rule: 'F21',
    code: 'original-running',
    severity: 'warning',
    at: '',
    params: { id: 'i-0f3a9c41d27be5860', name: 'intranet-01', state: 'running' },
    evidence: { source: 'ec2:DescribeInstances', asOf: null },
    fixes: [],
  }),
];

/** The value of a result that a test needs to go on. */
export const must = <T, E>(result: Result<T, E>): T => {
  if (result.ok) return result.value;
  throw new Error(`unexpected: ${JSON.stringify(result.error)}`);
};

/** A draft of the article's point whose interface has these addresses: the first is the primary. */
export const draftAt = async (...addresses: readonly string[]): Promise<{ readonly draftId: string; readonly revision: number }> => {
  const created = must(await createDraft(SCOPE, OPERATOR, { vault: VAULT, recoveryPointArn: POINT, fresh: true }));
  const { history } = must(await getDraft(SCOPE, created.draftId));
  const nic = planAt(history).nics[0]?.key ?? '';
  const [primary, ...secondaries] = addresses.map((text) => {
    const address = parseIpv4(text);
    if (address === null) throw new Error(`${text} is no address`);
    return address;
  });
  const commands: readonly Command[] = [
    { type: 'set-secondaries', nic, secondaries: { kind: 'fixed', values: [] } },
    { type: 'set-primary', nic, address: primary ?? 'automatic' },
    { type: 'set-secondaries', nic, secondaries: { kind: 'fixed', values: secondaries } },
  ];
  const edited = must(perform(history, { label: 'test', commands }));
  const saved = must(await saveDraft(SCOPE, OPERATOR, { id: created.draftId, revision: created.revision, history: edited }));
  return { draftId: created.draftId, revision: saved.revision };
};

/** Starts a restore of the article's point at these addresses. */
export const startAt = async (...addresses: readonly string[]) =>
  startRestore(SCOPE, OPERATOR, { ...(await draftAt(...addresses)), acknowledged: ACKNOWLEDGED });

/** … which must work. */
export const startedAt = async (...addresses: readonly string[]): Promise<StartedRestore> => must(await startAt(...addresses));

/** One look at AWS, now, as following a place does it. */
export const sweepNow = async (): Promise<void> => {
  const problem = await sweepJobs(SCOPE);
  if (problem !== null) throw new Error(`the sweep failed: ${problem.code}`);
  await verifyEnded(SCOPE);
};
