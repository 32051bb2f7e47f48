import pg from 'pg';
import { sleep } from '@/lib/launcher/processes.js';
import type { World } from './world';

/** Between two statements of the product, each with the key of the lock that whoever gets there asks for. */
const GATES = {
  /** A start is being committed. */
  commit: { key: 1, when: 'before insert on attempts', of: 'true' },
  /** It is committed, and the right to send its request is being taken. */
  lease: { key: 2, when: 'before update on attempts', of: 'new.sends > old.sends' },
  /** AWS has answered, or its list has shown the job, and that is being written down. */
  record: { key: 3, when: 'before update on attempts', of: 'new.state <> old.state' },
} as const;

/** A moment at which whoever gets there waits. */
export interface Held {
  /** Resolves once somebody is there. What brings somebody there, if that is needed, is done again until then. */
  readonly reached: (nudge?: () => Promise<unknown>) => Promise<void>;
  /** Lets them go on, if they still live. */
  readonly release: () => Promise<void>;
}

const LOOK_MS = 20;

/** Waits until something is so, however long that takes: what hangs is the test's bound to end. */
export const waitUntil = async (isSo: () => Promise<boolean>, nudge: () => Promise<unknown> = async () => undefined): Promise<void> => {
  while (!(await isSo())) {
    await nudge();
    await sleep(LOOK_MS);
  }
};

const connected = async (ownerUrl: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  // The database is among what is killed.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

/** Makes the gates, as triggers: nothing of the product knows of them, and as long as nobody holds one it is passed at once. */
export const makeGates = async ({ ownerUrl }: Pick<World, 'ownerUrl'>): Promise<void> => {
  const client = await connected(ownerUrl);
  for (const [name, { key, when, of }] of Object.entries(GATES))
    await client.query(
      `create function gate_${name}() returns trigger language plpgsql as
         $$ begin perform pg_advisory_xact_lock_shared(${key}); return new; end $$;
       create trigger gate_${name} ${when} for each row when (${of}) execute function gate_${name}()`,
    );
  await client.end();
};

/** Closes a gate until it is released. */
export const holdAt = async ({ ownerUrl }: Pick<World, 'ownerUrl'>, gate: keyof typeof GATES): Promise<Held> => {
  const { key } = GATES[gate];
  const client = await connected(ownerUrl);
  await client.query('select pg_advisory_lock($1)', [key]);
  const waiting = "select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted";
  return {
    reached: (nudge) => waitUntil(async () => (await client.query(waiting, [key])).rowCount !== 0, nudge),
    release: () => client.end().catch(() => undefined),
  };
};

/** Has the account hold the next call of an operation before it runs, until it is released. */
export const holdCall = async ({ control }: Pick<World, 'control'>, operation: string): Promise<Held> => {
  const fault = { kind: 'slow', service: 'backup', operation, times: 1, ms: null };
  const { id } = (await control('faults', fault)) as { readonly id: number };
  const unused = async (): Promise<boolean> =>
    ((await control('faults')) as { readonly faults: readonly { readonly id: number }[] }).faults.some((each) => each.id === id);
  return {
    reached: (nudge) => waitUntil(async () => !(await unused()), nudge),
    release: async () => void (await control(`faults/${id}`, undefined, 'DELETE')),
  };
};
