import type { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsProblem, CredentialsSource } from '@/lib/aws-problem';
import type { Result } from '@/lib/result';
import { CredentialsUnusable } from './credentials-unusable';

type Chain = ReturnType<typeof defaultProvider>;
/** Credentials as the SDK's chain gives them. */
export type Keys = Awaited<ReturnType<Chain>>;
/** What a client tells of itself when it asks for credentials; a chain that assumes a role needs it. */
export type Asking = Parameters<Chain>[0];

/** Where credentials come from and how it is found out whose they are. */
export interface CredentialsParts {
  /** Asks the source itself: nothing that it answers may be remembered from before. */
  readonly ask: (asking: Asking) => Promise<Keys>;
  /** The account that `keys` belong to. */
  readonly accountOf: (keys: Keys) => Promise<Result<string, AwsProblem>>;
  readonly now?: () => number;
}

/** The credentials of a connection to AWS, for all of its clients. */
export interface Credentials {
  /** What an SDK client asks before each request. Nothing secret is ever logged or put into an error. */
  readonly provide: (asking?: Asking) => Promise<Keys>;
  /** The first credentials are 1; counts up when others take their place. */
  readonly generation: () => number;
  readonly source: () => CredentialsSource;
  /**
   * AWS refused the credentials of that generation: the source is asked for others. `renewed`: others are in use now, and what was refused may be asked again.
   * `problem`: why what the source gave was not taken, where that tells more than the refusal does.
   */
  readonly refused: (generation: number) => Promise<{ readonly renewed: boolean; readonly problem: AwsProblem | null }>;
  /** Notes whose credentials these are. From then on none of another account take their place, for work that began for one account must not end in another. */
  readonly belongTo: (account: string) => void;
}

/** Before the end of credentials the source is asked for new ones: so long before (as the SDK does it), or in the second half of a shorter life. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** The pause after a question that brought nothing new, doubled each time: a burst of refused calls must not run a `credential_process` for each of them. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 4_000;
/** A source that hangs (a `credential_process` that waits for somebody) must not hold all calls for ever. */
const ASK_PATIENCE_MS = 60_000;

interface Held {
  readonly keys: Keys;
  readonly renewAt: number;
  readonly endsAt: number;
}

const endOf = (keys: Keys): number => keys.expiration?.getTime() ?? Number.POSITIVE_INFINITY;

const same = (a: Keys, b: Keys): boolean =>
  a.accessKeyId === b.accessKeyId && a.secretAccessKey === b.secretAccessKey && a.sessionToken === b.sessionToken;

/** Makes the credentials of one connection. They are asked for at their first use, before they end, and when AWS refuses them. */
export const createCredentials = ({ ask, accountOf, now = () => Date.now() }: CredentialsParts): Credentials => {
  let held: Held | null = null;
  let account: string | null = null;
  let generation = 1;
  let flight: Promise<void> | null = null;
  let lastAsking: Asking;
  /** Questions in a row that brought nothing new, when the last one ended, and with what. */
  let vain = { count: 0, at: Number.NEGATIVE_INFINITY, error: null as unknown };

  const isPaused = (): boolean => vain.count > 0 && now() - vain.at < Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** (vain.count - 1));

  const hold = (keys: Keys): void => {
    const endsAt = endOf(keys);
    held = { keys, endsAt, renewAt: endsAt - Math.min(RENEW_BEFORE_MS, Math.max(0, endsAt - now()) / 2) };
  };

  /** What the source gives now, if it can be used: neither over nor of another account. */
  const usable = async (): Promise<Keys> => {
    const keys = await inTime(ask(lastAsking));
    const source = sourceOf(keys);
    if (endOf(keys) <= now()) throw new CredentialsUnusable({ code: 'expired-credentials', source, awsMessage: '' });
    if (account === null || (held !== null && same(keys, held.keys))) return keys;
    const owner = await accountOf(keys);
    if (!owner.ok) throw new CredentialsUnusable('source' in owner.error ? { ...owner.error, source } : owner.error);
    if (owner.value !== account) throw new CredentialsUnusable({ code: 'other-account', account, callerAccount: owner.value });
    return keys;
  };

  const question = async (): Promise<void> => {
    try {
      const keys = await usable();
      const isNew = held === null || !same(keys, held.keys);
      if (held !== null && isNew) generation += 1;
      hold(keys);
      vain = isNew ? { count: 0, at: now(), error: null } : { count: vain.count + 1, at: now(), error: null };
    } catch (error) {
      vain = { count: vain.count + 1, at: now(), error };
    }
  };

  /** One question at a time; whoever comes meanwhile waits for its answer. */
  const askOnce = (): Promise<void> => {
    flight ??= question().finally(() => {
      flight = null;
    });
    return flight;
  };

  const provide = async (asking?: Asking): Promise<Keys> => {
    lastAsking = asking;
    if (held !== null && now() < held.endsAt) {
      // A failure shows once they have ended, or at the next refusal.
      if (now() >= held.renewAt && !isPaused()) void askOnce();
      return held.keys;
    }
    if (flight !== null || !isPaused()) await askOnce();
    const found: Held | null = held;
    if (found !== null && now() < found.endsAt) return found.keys;
    throw failure(vain.error, found);
  };

  return {
    provide,
    generation: () => generation,
    source: () => (held === null ? 'unknown' : sourceOf(held.keys)),
    refused: async (used) => {
      if (generation === used && (flight !== null || !isPaused())) await askOnce();
      const problem = vain.error instanceof CredentialsUnusable && vain.error.problem.code === 'other-account' ? vain.error.problem : null;
      return generation === used ? { renewed: false, problem } : { renewed: true, problem: null };
    },
    belongTo: (owner) => {
      account ??= owner;
    },
  };
};

const inTime = async <T>(answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new CredentialsUnusable({ code: 'no-credentials' })), ASK_PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

/** The source failed where it had given credentials before: these have ended, which is what there is to say. Its own words may quote a command line. */
const failure = (error: unknown, last: Held | null): unknown => {
  const told = error instanceof CredentialsUnusable && error.problem.code !== 'no-credentials';
  if (told || last === null) return error;
  return new CredentialsUnusable({ code: 'expired-credentials', source: sourceOf(last.keys), awsMessage: '' });
};

/** By the marks that the SDK's providers leave on credentials (`$source`), the more telling first. */
const MARKS: readonly (readonly [RegExp, CredentialsSource])[] = [
  [/PROCESS$/, 'process'],
  [/SSO|LOGIN/, 'sso'],
  [/WEB_ID|HTTP|IMDS/, 'role'],
  // A role that a profile assumes: what has to be renewed lies behind it, in a file, the environment or elsewhere.
  [/ASSUME_ROLE|SOURCE_PROFILE|NAMED_PROVIDER/, 'unknown'],
  [/^CREDENTIALS_PROFILE$/, 'file'],
  [/ENV_VARS$/, 'environment'],
];

/** Where the chain found `keys`. Those of an instance's metadata have no mark. */
export const sourceOf = (keys: Keys): CredentialsSource => {
  const marks = '$source' in keys && keys.$source !== null && typeof keys.$source === 'object' ? Object.keys(keys.$source) : [];
  if (marks.length === 0) return keys.expiration === undefined ? 'unknown' : 'role';
  return MARKS.find(([mark]) => marks.some((each) => mark.test(each)))?.[1] ?? 'unknown';
};
