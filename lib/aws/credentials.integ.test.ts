import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pointSdkAt, restartedProcess, simulatedAccount } from '@/lib/testing/simulated-account';

const account = simulatedAccount();
const REGION = 'ap-northeast-1';
const ours = { ok: true, value: { account: '123456789012' } };
const expired = (source: string) => ({ ok: false, error: { code: 'expired-credentials', source } });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehome-credentials-'));
  restartedProcess();
  pointSdkAt(account.url());
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** What a process that starts now asks AWS with. */
const gateway = async () => {
  const { awsOf, DEFAULT_CONNECTION } = await import('./connection');
  const aws = () => awsOf(DEFAULT_CONNECTION, REGION);
  return { aws, ...(await import('./identity')), ...(await import('./restore-jobs')) };
};

/** The SDK finds no keys in the environment and reads `files` instead. */
const without = (files: Readonly<Record<string, string>>): void => {
  delete process.env.AWS_ACCESS_KEY_ID;
  delete process.env.AWS_SECRET_ACCESS_KEY;
  Object.assign(process.env, files);
};

const keys = (id: string): string => `aws_access_key_id = ${id}\naws_secret_access_key = secret\n`;
const calls = async (operation: string): Promise<number> => ((await account.control('calls')) as Record<string, number>)[operation] ?? 0;

describe('renewed credentials are seen without a restart', () => {
  it('of the shared credentials file', async () => {
    const file = join(folder, 'credentials');
    writeFileSync(file, `[default]\n${keys('AKIAEXPIRED000000000')}`);
    without({ AWS_SHARED_CREDENTIALS_FILE: file });
    const { aws, callerIdentity } = await gateway();
    expect(await callerIdentity(aws())).toMatchObject(expired('file'));
    writeFileSync(file, `[default]\n${keys('AKIASIMULATED0000000')}`);
    await expect.poll(() => callerIdentity(aws())).toMatchObject(ours);
  });

  it('of a profile in the config file, by whichever client asks', async () => {
    const file = join(folder, 'config');
    writeFileSync(file, `[profile ops]\nregion = ${REGION}\n${keys('AKIASIMULATED0000000')}`);
    without({ AWS_CONFIG_FILE: file, AWS_PROFILE: 'ops' });
    const { aws, callerIdentity, enabledRegions } = await gateway();
    expect(await callerIdentity(aws())).toMatchObject(ours);
    writeFileSync(file, `[profile ops]\nregion = ${REGION}\n${keys('AKIAEXPIRED000000000')}`);
    // Nothing says that the keys in the file are others, while AWS takes those that are in use.
    expect(await callerIdentity(aws())).toMatchObject(ours);
    expect((await enabledRegions(aws())).ok).toBe(true);
  });

  it('of a credential_process, which a burst of refused calls does not run each time', async () => {
    const { config, give, runs } = credentialProcess();
    give({ AccessKeyId: 'AKIAEXPIRED000000000' });
    without({ AWS_CONFIG_FILE: config });
    const { aws, callerIdentity, enabledRegions } = await gateway();
    const burst = await Promise.all(Array.from({ length: 30 }, () => callerIdentity(aws())));
    for (const each of burst) expect(each).toMatchObject(expired('process'));
    expect(runs()).toBeGreaterThan(1);
    expect(runs()).toBeLessThan(10);
    give({ AccessKeyId: 'AKIASIMULATED0000000' });
    await expect.poll(() => enabledRegions(aws())).toMatchObject({ ok: true });
    expect(await callerIdentity(aws())).toMatchObject(ours);
  });

  it('of a process whose credentials have an end, and which fails for a while, as after the end of an SSO session', async () => {
    const { config, give, fail } = credentialProcess();
    const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
    const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
    vi.useFakeTimers({ toFake: ['Date'] });
    give({ AccessKeyId: 'AKIASIMULATED0000000', Expiration: inAnHour() });
    without({ AWS_CONFIG_FILE: config });
    const { aws, callerIdentity } = await gateway();
    expect(await callerIdentity(aws())).toMatchObject(ours);
    pass(3_600_000);
    fail('the session has ended: token=sesame');
    const answer = await callerIdentity(aws());
    expect(answer).toMatchObject(expired('process'));
    expect(JSON.stringify(answer)).not.toContain('sesame');
    give({ AccessKeyId: 'AKIASIMULATED0000000', Expiration: inAnHour() });
    pass(1_000);
    expect(await callerIdentity(aws())).toMatchObject(ours);
  });
});

/** A profile whose `credential_process` prints what `give` was given last, or fails; it counts how often it ran. */
const credentialProcess = () => {
  const script = join(folder, 'process.sh');
  const answer = join(folder, 'answer.json');
  const counter = join(folder, 'runs');
  const config = join(folder, 'config');
  writeFileSync(counter, '');
  writeFileSync(script, `echo run >> ${counter}\ncat ${answer}\n`);
  writeFileSync(config, `[default]\nregion = ${REGION}\ncredential_process = /bin/sh ${script}\n`);
  return {
    config,
    give: (credentials: Readonly<Record<string, string>>) => {
      writeFileSync(answer, JSON.stringify({ Version: 1, SecretAccessKey: 'secret', ...credentials }));
      writeFileSync(script, `echo run >> ${counter}\ncat ${answer}\n`);
    },
    fail: (words: string) => writeFileSync(script, `echo run >> ${counter}\necho '${words}' >&2\nexit 1\n`),
    runs: () =>
      readFileSync(counter, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => line !== '').length,
  };
};

describe('credentials of the environment', () => {
  it('cannot be renewed in a running process, and the problem says that they come from there', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIAEXPIRED000000000';
    const { aws, callerIdentity } = await gateway();
    expect(await callerIdentity(aws())).toMatchObject(expired('environment'));
  });

  it('are told as the source of keys that AWS does not know, too', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIAUNKNOWN000000000';
    const { aws, callerIdentity } = await gateway();
    expect(await callerIdentity(aws())).toMatchObject({ ok: false, error: { code: 'invalid-credentials', source: 'environment' } });
  });
});

describe('what is repeated with renewed credentials', () => {
  const renewable = async () => {
    const file = join(folder, 'credentials');
    writeFileSync(file, `[default]\n${keys('AKIASIMULATED0000000')}`);
    without({ AWS_SHARED_CREDENTIALS_FILE: file });
    const made = await gateway();
    expect(await made.callerIdentity(made.aws())).toMatchObject(ours);
    writeFileSync(file, `[default]\n${keys('AKIASIMULATED0000001')}`);
    return made;
  };

  it('is a call that reads, once', async () => {
    const { aws, enabledRegions } = await renewable();
    await account.control('faults', { kind: 'expired', operation: 'DescribeRegions', times: 1 });
    const before = await calls('ec2:DescribeRegions');
    expect(await enabledRegions(aws())).toMatchObject({ ok: true });
    expect((await calls('ec2:DescribeRegions')) - before).toBe(2);
  });

  it('is never StartRestoreJob: what was sent with refused credentials stays refused, and the next one is sent with the new ones', async () => {
    const { aws, startRestoreJob } = await renewable();
    await account.control('faults', { kind: 'expired', operation: 'StartRestoreJob', times: 1 });
    const order = {
      recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e',
      metadata: {},
      roleArn: null,
      idempotencyToken: 'token-of-a-test',
      resourceType: 'EC2',
      copyTags: false,
    };
    const before = await calls('backup:StartRestoreJob');
    expect(await startRestoreJob(aws(), order, () => true)).toMatchObject(expired('file'));
    await expect.poll(() => aws().credentials.generation()).toBe(2);
    expect((await calls('backup:StartRestoreJob')) - before).toBe(1);
    // AWS reads this one: what it says is about the order.
    expect(await startRestoreJob(aws(), order, () => true)).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
  });
});

describe('credentials of another account', () => {
  it("take nobody's place: what began for one account does not go on in another", async () => {
    const file = join(folder, 'credentials');
    const session = (id: string) => writeFileSync(file, `[default]\n${keys(id)}`);
    session('AKIASIMULATED0000000');
    without({ AWS_SHARED_CREDENTIALS_FILE: file });
    const { aws, callerIdentity, enabledRegions } = await gateway();
    expect(await callerIdentity(aws())).toMatchObject(ours);
    session('AKIAOTHER00000000000');
    await account.control('faults', { kind: 'expired', operation: 'DescribeRegions', times: 1 });
    expect(await enabledRegions(aws())).toEqual({
      ok: false,
      error: { code: 'other-account', account: '123456789012', callerAccount: '999988887777' },
    });
    expect(await callerIdentity(aws())).toMatchObject(ours);
  });
});
