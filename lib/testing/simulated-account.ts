import { afterAll, beforeAll, vi } from 'vitest';
import type { Settings } from '@/lib/sandbox/conditions';
import type { SeedName } from '@/lib/sandbox/seed/seeds';
import { type Sandbox, startSandbox } from '@/lib/sandbox/server';

/** The simulated account of one test file. */
export interface TestAccount {
  /** Where it answers, once the tests run. */
  readonly url: () => string;
  /** Asks `/_sandbox/PATH`: a GET without `body`, a POST with one; or the method that is told. Answers with its JSON. */
  readonly control: (path: string, body?: unknown, method?: 'GET' | 'POST' | 'DELETE') => Promise<unknown>;
}

/** What points the AWS SDK of this process at the account: the variables that it reads itself. `accessKeyId` may be one of the account's sentinels. */
export const pointSdkAt = (url: string, accessKeyId = 'AKIASIMULATED0000000'): void => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_REGION: 'ap-northeast-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_SESSION_TOKEN;
};

/**
 * As a restart does it: what is imported from now on has neither SDK clients nor credentials nor answers of AWS from before. The database stays, as it does.
 */
export const restartedProcess = (): void => {
  vi.resetModules();
  for (const key of Object.getOwnPropertySymbols(globalThis))
    if (key.description?.startsWith('rehome.') && key.description !== 'rehome.database') Reflect.deleteProperty(globalThis, key);
};

/**
 * Starts a simulated account in this process before the tests of the file, with the SDK pointed at it, and ends it after them. Call it once, at the top of the
 * file. The account forgets everything at the end; `speed` makes its jobs that many times quicker than a person would watch them.
 */
export const simulatedAccount = ({
  seed = 'article',
  speed = 100,
  settings = {},
}: {
  readonly seed?: SeedName;
  readonly speed?: number;
  readonly settings?: Partial<Settings>;
} = {}): TestAccount => {
  let sandbox: Sandbox | undefined;
  const url = (): string => {
    if (sandbox === undefined) throw new Error('The simulated account answers while tests run, not before.');
    return sandbox.url;
  };
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, seed, speed, settings });
    pointSdkAt(sandbox.url);
  });
  afterAll(() => sandbox?.close());
  return {
    url,
    control: async (path, body, method = body === undefined ? 'GET' : 'POST') => {
      const init =
        body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const response = await fetch(`${url()}/_sandbox/${path}`, init);
      const text = await response.text();
      if (!response.ok) throw new Error(`/_sandbox/${path} answered ${response.status}: ${text}`);
      return JSON.parse(text);
    },
  };
};
