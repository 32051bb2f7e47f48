import { Client } from 'pg';
import { type Grant, ROLES } from '@/lib/access/roles';
import { transactionAt } from '@/lib/db/beside';
import { addPerson } from '@/lib/db/repositories/new-people';
import { DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { cookieHeader, sessionOf } from '@/lib/testing/signed-in';
import type { World } from './world';

/** An account that this console does not serve. */
export const OTHER_ACCOUNT = '999999999999';

/** Somebody who comes, with what they send. `grants`: null where the console knows nobody. */
export interface Comer {
  readonly who: string;
  /** Of the person, as their e-mail address has it. */
  readonly id: string;
  readonly cookie: string;
  readonly grants: readonly Grant[] | null;
}

/** Runs what only the owner of the database may. */
export const withDatabase = async <T>({ ownerUrl }: World, use: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};

/** The cookie of a new session of a person. */
export const cookieOf = async ({ databaseUrl, url }: World, person: string): Promise<string> =>
  cookieHeader(await sessionOf(databaseUrl, url, person)).cookie;

/** Adds somebody with roles and signs them in. */
export const newcomer = async (world: World, id: string, grants: readonly Grant[]): Promise<string> => {
  await transactionAt(world.databaseUrl, (tx) =>
    addPerson(tx, { id, name: id, email: `${id}@example.com`, grants: [...grants], by: 'rehome', how: 'demo' }),
  );
  return cookieOf(world, id);
};

/** Those whom the console does not know, or does not know any more. */
const strangers = async (world: World): Promise<readonly Comer[]> => {
  const everything = ROLES.map((role) => ({ role, account: null }));
  const [ended, old, disabled] = [
    await newcomer(world, 'ended', everything),
    await newcomer(world, 'old', everything),
    await newcomer(world, 'disabled', everything),
  ];
  const forged = `${(await cookieOf(world, 'demo-administrator')).slice(0, -10)}AAAAAAA%3D`;
  await withDatabase(world, async (client) => {
    await client.query(`update sessions set ended_at = now(), token = 'ended ' || id where user_id = 'ended'`);
    await client.query(`update sessions set last_seen_at = now() - interval '29 days' where user_id = 'old'`);
    await client.query(`update people set disabled_at = now() where id = 'disabled'`);
  });
  return [
    { who: 'nobody', id: '', cookie: '', grants: null },
    { who: 'an ended session', id: 'ended', cookie: ended, grants: null },
    { who: 'a session that was not used for weeks', id: 'old', cookie: old, grants: null },
    { who: 'a disabled person', id: 'disabled', cookie: disabled, grants: null },
    { who: 'a forged cookie', id: 'demo-administrator', cookie: forged, grants: null },
  ];
};

/** Those who are signed in: one of each role, and somebody with every role in another account alone. */
const people = async (world: World): Promise<readonly Comer[]> => {
  const there = ROLES.map((role) => ({ role, account: OTHER_ACCOUNT }));
  const elsewhere = {
    who: 'somebody of another account',
    id: 'elsewhere',
    cookie: await newcomer(world, 'elsewhere', there),
    grants: there,
  };
  const here = DEMO_PEOPLE.map(async ({ id, role }) => ({
    who: role,
    id,
    cookie: await cookieOf(world, id),
    grants: [{ role, account: null }],
  }));
  return [...(await Promise.all(here)), elsewhere];
};

const made = new WeakMap<World, Promise<readonly Comer[]>>();

/** Everybody who may come to a console: strangers first. Made once for each. */
export const comersOf = (world: World): Promise<readonly Comer[]> => {
  const comers = made.get(world) ?? Promise.all([strangers(world), people(world)]).then((both) => both.flat());
  made.set(world, comers);
  return comers;
};
