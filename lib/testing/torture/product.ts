import { BackupClient, ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import { parseIpv4 } from '@/lib/net/ipv4';
import { api } from '@/lib/paths';
import type { Command } from '@/lib/restore/command';
import type { PlanHistory } from '@/lib/restore/history';
import { perform, planAt } from '@/lib/restore/undo';
import { type Answer, actionIds, callAction } from './action-client';
import { askWithin } from './ask';
import type { World } from './world';

/** How long a call waits for its answer: where parts are stopped, a person reloads before they go on; where none are, this is a bound for what hangs. */
const CALL_MS = { built: 25_000, bare: 300_000 };

/** Where the simulated account keeps what is restored here. */
export const PLACE = { account: '123456789012', region: 'ap-northeast-1' } as const;

/** A recovery point as an action names it. */
export interface Point {
  readonly vault: string;
  readonly recoveryPointArn: string;
}

/** A saved draft. */
export interface Draft {
  readonly draftId: string;
  readonly revision: number;
}

/** What a browser does with a console, by its own means: server actions and GET handlers. Each rejects where there is no answer. */
export interface Product {
  readonly createDraft: (console: string, point: Point) => Promise<Answer>;
  /** Puts the addresses into the first interface of a draft and saves it: the first is the primary. */
  readonly saveAddresses: (console: string, draft: Draft, addresses: readonly string[]) => Promise<Answer>;
  readonly start: (console: string, draft: Draft, acknowledged: readonly string[]) => Promise<Answer>;
  /** Has all of the inventory read from AWS again. */
  readonly refreshInventory: (console: string) => Promise<Answer>;
  /** The body of a GET handler, or its `problem`. */
  readonly get: (console: string, path: string) => Promise<Record<string, unknown>>;
}

const getWithin =
  (ms: number, cookieOf: World['cookieOf']): Product['get'] =>
  async (console, path) => {
    const { body } = await askWithin(ms, `${console}${path}`, { headers: { cookie: cookieOf(console) } });
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  };

/** Calls a server action by its name, with its input beside the place. */
type CallByName = (name: string) => (console: string, input: object) => Promise<Answer>;

/** As a browser does it. */
const callerOfBuilt = ({ root, cookieOf }: Pick<World, 'root' | 'cookieOf'>): CallByName => {
  const ids = actionIds(root);
  return (name) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`The build has no action ${name}.`);
    return (console, input) =>
      callAction({ url: console, cookie: cookieOf(console) }, PLACE, id, { place: PLACE, ...input }, CALL_MS.built);
  };
};

/** As `bare-console.ts` takes it. */
const callBare: CallByName = (name) => async (console, input) => {
  const init = { method: 'POST', body: JSON.stringify(input) };
  const { ok, status, body } = await askWithin(CALL_MS.bare, `${console}/actions/${name}`, init);
  if (!ok) throw new Error(`The action answered ${status}.`);
  return JSON.parse(body.toString('utf8')) as Answer;
};

const commandsFor = (history: PlanHistory, addresses: readonly string[]): readonly Command[] => {
  const nic = planAt(history).nics[0]?.key ?? '';
  const [primary, ...secondaries] = addresses.map((text) => {
    const address = parseIpv4(text);
    if (address === null) throw new Error(`${text} is no address`);
    return address;
  });
  return [
    { type: 'set-secondaries', nic, secondaries: { kind: 'fixed', values: [] } },
    { type: 'set-primary', nic, address: primary ?? 'automatic' },
    { type: 'set-secondaries', nic, secondaries: { kind: 'fixed', values: secondaries } },
  ];
};

/** The product of a world, to be used through any of its consoles. */
export const productOf = (world: World): Product => {
  const call = world.consoleKind === 'built' ? callerOfBuilt(world) : callBare;
  const get = getWithin(CALL_MS[world.consoleKind], world.cookieOf);
  const create = call('createDraftAction');
  const save = call('saveDraftAction');
  const start = call('startRestoreAction');
  const refresh = call('refreshInventoryAction');
  return {
    get,
    createDraft: (console, point) => create(console, { ...point, fresh: true }),
    saveAddresses: async (console, { draftId, revision }, addresses) => {
      const { history } = await get(console, api.draft(PLACE, draftId));
      if (history === undefined) throw new Error('The draft could not be read.');
      const edited = perform(history as PlanHistory, { label: 'torture', commands: commandsFor(history as PlanHistory, addresses) });
      if (!edited.ok) throw new Error(`The addresses cannot be planned: ${edited.error.code}`);
      return save(console, { id: draftId, revision, history: edited.value });
    },
    refreshInventory: (console) => refresh(console, {}),
    start: (console, { draftId, revision }, acknowledged) => start(console, { draftId, revision, acknowledged }),
  };
};

/** The recovery points of the instance called `name`, newest first. */
export const pointsOf = async (world: World, name: string): Promise<readonly Point[]> => {
  const client = new BackupClient({
    endpoint: world.awsUrl,
    region: PLACE.region,
    credentials: { accessKeyId: 'AKIATORTURE00000000', secretAccessKey: 'simulated' },
  });
  const vault = 'prod-daily';
  const points: { arn: string; at: number }[] = [];
  for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
    const page = await client.send(new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: vault, NextToken: token }));
    for (const point of page.RecoveryPoints ?? [])
      if (point.ResourceName === name) points.push({ arn: point.RecoveryPointArn ?? '', at: point.CreationDate?.getTime() ?? 0 });
    token = page.NextToken;
  }
  client.destroy();
  return points.sort((a, b) => b.at - a.at).map(({ arn }) => ({ vault, recoveryPointArn: arn }));
};
