import { BackupClient } from '@aws-sdk/client-backup';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { type Sandbox, type SandboxOptions, startSandbox } from './server';

/** A simulated account for a test, with real SDK clients for it. */
export interface TestAccount {
  readonly sandbox: Sandbox;
  readonly backup: BackupClient;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly sts: STSClient;
  /** Clients of somebody else, or of another region. */
  readonly as: (accessKeyId: string, region?: string) => Omit<TestAccount, 'as' | 'close' | 'control' | 'sandbox'>;
  /** Calls a control endpoint; the answer's JSON. */
  readonly control: (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;
  readonly close: () => Promise<void>;
}

/** Starts a simulated account on a free port. */
export const startTestAccount = async (options: Partial<SandboxOptions> = {}): Promise<TestAccount> => {
  const sandbox = await startSandbox({ port: 0, ...options });
  const made: { destroy: () => void }[] = [];
  const as: TestAccount['as'] = (accessKeyId, region = 'ap-northeast-1') => {
    const settings = { endpoint: sandbox.url, region, credentials: { accessKeyId, secretAccessKey: 'x' }, maxAttempts: 1 };
    const clients = {
      backup: new BackupClient(settings),
      ec2: new EC2Client(settings),
      iam: new IAMClient(settings),
      sts: new STSClient(settings),
    };
    made.push(...Object.values(clients));
    return clients;
  };
  return {
    sandbox,
    ...as('AKIATEST'),
    as,
    control: async (method, path, body) => {
      const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await answer.json()) as Record<string, unknown>;
    },
    close: async () => {
      for (const client of made) client.destroy();
      await sandbox.close();
    },
  };
};
