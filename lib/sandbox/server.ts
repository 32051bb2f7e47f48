import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { type Account, createAccount, timingsAt } from './account/account';
import { ENABLED_REGIONS } from './account/regions';
import type { AccountState } from './account/types';
import { type Controlled, control } from './control';
import { broken, createFaults, type Faults, throttled } from './faults';
import { articleSeed } from './seed/article';
import { largeSeed } from './seed/large';
import { backupService } from './services/backup/service';
import { callerOf, denied, expired, mayDo, unknownKey } from './services/callers';
import { ec2Service } from './services/ec2/service';
import { iamService } from './services/iam';
import { stsService } from './services/sts';
import { folderStore, memoryStore, SandboxProblem } from './store';
import { AwsFault } from './wire/fault';
import { type Call, type Hooks, wireServer } from './wire/server';

const SEEDS = { article: articleSeed, large: largeSeed } as const;
export type SeedName = keyof typeof SEEDS;
export const SEED_NAMES: readonly string[] = Object.keys(SEEDS);

export interface SandboxOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly host?: string;
  /** Where the state is kept; without one it is forgotten. */
  readonly dataDir?: string;
  /** Without one: what the data folder holds, or `article`. */
  readonly seed?: SeedName;
  /** How many times faster than a person would watch it. */
  readonly speed?: number;
  readonly log?: (line: string) => void;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Actions that no policy can take away, or that need none. */
const ALWAYS = new Set(['sts:GetCallerIdentity']);

const checkCaller = (account: Account, call: Call): void => {
  if (call.accessKeyId === null) throw new AwsFault('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  const caller = callerOf(account, call.accessKeyId);
  if (caller.trouble === 'expired') throw expired(call.service);
  if (caller.trouble === 'unknown') throw unknownKey(call.service);
  const action = `${call.service}:${call.operation}`;
  if (!ALWAYS.has(action) && !mayDo(caller, action)) throw denied(call.service, caller, action);
  const isGlobal = call.service === 'iam' || call.service === 'sts';
  if (!isGlobal && !ENABLED_REGIONS.some((name) => name === call.region))
    throw call.service === 'ec2'
      ? unknownKey('ec2')
      : new AwsFault('InvalidSignatureException', `Credential should be scoped to a valid region, not '${call.region}'.`, 403);
};

const strike = async (account: Account, faults: Faults, call: Call): Promise<'go' | 'drop'> => {
  for (const fault of faults.strike(call)) {
    if (fault.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    else if (fault.kind === 'drop') return 'drop';
    else if (fault.kind === 'throttle') throw throttled(call.service);
    else if (fault.kind === 'server-error') throw broken(call.service);
    else if (fault.kind === 'expired') throw expired(call.service);
    else throw denied(call.service, callerOf(account, call.accessKeyId), `${call.service}:${call.operation}`);
  }
  return 'go';
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** While only this machine can reach it, a name that is not this machine's is a web page playing tricks with DNS. */
const isStranger = (host: string, request: IncomingMessage): boolean =>
  (host === 'localhost' || host === '::1' || host.startsWith('127.')) && !LOOPBACK.test(request.headers.host ?? '');

const hooksOf = (controlled: Controlled, host: string, log: (line: string) => void): Hooks => {
  const { account, faults, calls } = controlled;
  return {
    control: async (request: IncomingMessage, response: ServerResponse, body: string) => {
      if (isStranger(host, request)) {
        response.writeHead(421, { 'content-type': 'text/plain' }).end('This simulated account answers only to its own address.\n');
        return true;
      }
      return control(controlled, request, response, body);
    },
    before: async (call) => {
      const name = `${call.service}:${call.operation}`;
      calls.set(name, (calls.get(name) ?? 0) + 1);
      log(`${call.region} ${name}`);
      const verdict = await strike(account, faults, call);
      if (verdict === 'drop') return verdict;
      account.settle();
      checkCaller(account, call);
      return verdict;
    },
    unexpected: (operation, error) => log(`! ${operation}: ${error instanceof Error ? error.stack : String(error)}`),
  };
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence =
        error.code === 'EADDRINUSE'
          ? `Port ${port} of ${host} is taken; choose another with --port.`
          : `The simulated account cannot listen on ${host}:${port}: ${error.message}.`;
      reject(new SandboxProblem(sentence));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const initialState = async (load: () => Promise<AccountState | null>, options: SandboxOptions): Promise<AccountState> => {
  const kept = await load();
  if (kept === null) return SEEDS[options.seed ?? 'article'](Date.now());
  if (options.seed !== undefined && kept.seed !== options.seed)
    throw new SandboxProblem(
      `The folder ${options.dataDir ?? ''} holds the account "${kept.seed}", not "${options.seed}"; choose another folder.`,
    );
  return kept;
};

/**
 * Starts the simulated account and answers once it listens. Throws `SandboxProblem`, one sentence, where the port is taken or the folder unusable.
 */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { port, host = '127.0.0.1', dataDir, speed = 1, log = () => undefined } = options;
  let account: Account | null = null;
  const stateNow = (): AccountState => {
    if (account === null) throw new Error('the account has not begun');
    return account.state();
  };
  const store =
    dataDir === undefined
      ? memoryStore
      : folderStore(dataDir, stateNow, (error) => log(`! the state could not be saved: ${String(error)}`));
  const state = await initialState(store.load, options);
  account = createAccount({
    state,
    seed: SEEDS[state.seed === 'large' ? 'large' : 'article'],
    timings: timingsAt(speed),
    clock: Date.now,
    onChange: store.later,
    save: store.now,
  });
  const controlled: Controlled = { account, faults: createFaults(), calls: new Map() };
  const services = [backupService(account), ec2Service(account), iamService(account), stsService(account)];
  const server = wireServer(services, hooksOf(controlled, host, log));
  const listening = await listen(server, port, host);
  await store.now();
  return {
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${listening}`,
    port: listening,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await store.now();
    },
  };
};
