import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { classify } from '@/lib/aws/errors';
import { killAll, run } from './test-process';

afterEach(() => {
  vi.useRealTimers();
  killAll();
});

const AHEAD_MS = 20 * 60_000;

const clientsOf = (endpoint: string | null, maxAttempts: number) => {
  const settings = {
    endpoint: endpoint ?? '',
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'x' },
    maxAttempts,
  };
  const [backup, ec2, sts] = [new BackupClient(settings), new EC2Client(settings), new STSClient(settings)];
  return {
    vaults: () => backup.send(new ListBackupVaultsCommand({})),
    subnets: () => ec2.send(new DescribeSubnetsCommand({})),
    identity: () => sts.send(new GetCallerIdentityCommand({})),
  };
};

/** From now on this process's clock is wrong by so much; the account's process has the real time. */
const stepClock = (ms: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
};

describe('a machine whose clock is wrong', () => {
  it.each([
    ['ahead', AHEAD_MS, /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/],
    ['behind', -AHEAD_MS, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
  ])('%s is refused in each service’s words, and the SDK corrects itself', async (_which, ms, sentence) => {
    const { url } = await run('--port', '0', '--quiet');
    stepClock(ms);
    const once = clientsOf(url, 1);
    const refusals = await Promise.all([once.vaults(), once.identity(), once.subnets()].map((call) => call.catch((error: Error) => error)));
    expect(refusals).toMatchObject([
      { name: 'InvalidSignatureException', message: expect.stringMatching(sentence) },
      { name: 'SignatureDoesNotMatch', message: expect.stringMatching(sentence) },
      { name: 'RequestExpired' },
    ]);
    const codes = refusals.map((error) => classify(error, 'a:b').code);
    expect(codes).toEqual(['clock-differs', 'clock-differs', 'expired-credentials']);
    // Each refusal told the client the time, so that its next call is good even without a retry …
    await Promise.all([once.vaults(), once.identity(), once.subnets()]);
    // … and with retries nobody notices.
    const patient = clientsOf(url, 3);
    await Promise.all([patient.vaults(), patient.identity(), patient.subnets()]);
  });

  it('a clock that is four minutes off is good enough', async () => {
    const { url } = await run('--port', '0', '--quiet');
    stepClock(4 * 60_000);
    await clientsOf(url, 1).vaults();
  });
});
