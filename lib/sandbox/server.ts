import type { Server } from 'node:http';
import { isIP } from 'node:net';
import { type Account, createAccount, timingsAt } from './account/account';
import type { AccountState } from './account/types';
import { createCallLog } from './call-log';
import { createConditions, type Settings } from './conditions';
import type { Controlled } from './control/endpoint';
import { createFaults } from './faults';
import { hooksOf } from './hooks';
import { type SeedName, seedNamed } from './seed/seeds';
import { alarmsService } from './services/alarms';
import { backupService } from './services/backup/service';
import { ec2Service } from './services/ec2/service';
import { hostedZonesService } from './services/hosted-zones';
import { iamService } from './services/iam';
import { managedService } from './services/managed';
import { scalingService } from './services/scaling';
import { stsService } from './services/sts';
import { targetsService } from './services/targets';
import { folderStore, memoryStore, SandboxProblem } from './store';
import { wireServer } from './wire/server';

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
  /** How it answers from the start; what is left out is as on a good day. */
  readonly settings?: Partial<Settings>;
  readonly log?: (line: string) => void;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

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
  if (kept === null) return seedNamed(options.seed ?? 'article')(Date.now());
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
  const running = createAccount({
    state,
    seed: seedNamed(state.seed),
    timings: timingsAt(speed),
    conditions: createConditions(options.settings),
    clock: Date.now,
    onChange: store.later,
    save: store.now,
  });
  account = running;
  const controlled: Controlled = { account: running, faults: createFaults(), calls: new Map(), log: createCallLog() };
  const services = [
    backupService,
    ec2Service,
    iamService,
    stsService,
    targetsService,
    alarmsService,
    scalingService,
    managedService,
    hostedZonesService,
  ].map((service) => service(running));
  const server = wireServer(services, hooksOf(controlled, host, log));
  const listening = await listen(server, port, host);
  await store.now();
  return {
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${listening}`,
    port: listening,
    close: async () => {
      controlled.faults.clear();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await store.now();
    },
  };
};
