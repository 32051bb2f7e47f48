import pg from 'pg';
import { engineInstalled } from '@/lib/engine/install';
import { appliedMigrations, schemaAge } from './applied-migrations';
import { lacksGrants, type RoleProblem, roleProblem } from './grants';

/**
 * Why console and worker must not run on a database as it is, or as the role that they were given.
 * `older`: its schema is not yet that of this version. `newer`: a later version has migrated it. `other`: its schema is of no version that
 * this one grew from. `not-granted`: the role lacks what a migration grants.
 */
export type Unfit = Exclude<RoleProblem, 'absent' | 'owner'> | 'older' | 'newer' | 'other' | 'not-granted';

const sentences: Readonly<Record<Unfit, (role: string) => string>> = {
  older: () => 'The database does not have the schema of this version yet: run bin/rehome migrate, then start again.',
  newer: () => 'The database has the schema of a newer version of Rehome: start that version.',
  other: () =>
    'The database has the schema of a version of Rehome that this one did not grow from: start that version, or give another database.',
  'not-granted': (role) => `The database role ${role} lacks grants: run bin/rehome migrate with this DATABASE_URL, then start again.`,
  superuser: (role) =>
    `The database role ${role} is as good as a superuser, so it could change what the record holds: give DATABASE_URL a role that owns nothing, and name it to bin/rehome migrate.`,
  owns: (role) =>
    `The database role ${role} owns the database or a part of it, so it could change what the record holds: give DATABASE_URL a role that owns nothing, and name it to bin/rehome migrate.`,
  'changes-events': (role) =>
    `The database role ${role} may change or remove events: run bin/rehome migrate, which takes that back, then start again.`,
};

/** The one sentence that a person reads who started Rehome on an unfit database. */
export const unfitSentence = ({ problem, role }: { readonly problem: Unfit; readonly role: string }): string => sentences[problem](role);

/**
 * Whether this version can run on the database at `url` as the role that the address names, with the schema of exactly this version and without the means to change what
 * was recorded; `null` where it can. Throws where the database does not answer.
 */
export const databaseUnfit = async (url: string): Promise<{ readonly problem: Unfit; readonly role: string } | null> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'rehome check',
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
  });
  // A connection that breaks between two questions is told by the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ role: string }>('select current_user as role');
    const role = rows[0]?.role ?? '';
    const problem = (await roleUnfit(client, role)) ?? (await schemaUnfit(client, role));
    return problem === null ? null : { problem, role };
  } finally {
    await client.end().catch(() => undefined);
  }
};

const roleUnfit = async (client: pg.Client, role: string): Promise<Unfit | null> => {
  const problem = await roleProblem(client, role);
  // The role that asks is there, and it is the owner only where it owns.
  return problem === 'absent' || problem === 'owner' ? null : problem;
};

const schemaUnfit = async (client: pg.Client, role: string): Promise<Unfit | null> => {
  const { rows: schemas } = await client.query<{ name: string; usable: boolean }>(
    `select nspname as name, has_schema_privilege(oid, 'usage') as usable from pg_namespace where nspname in ('drizzle', 'pgboss')`,
  );
  if (schemas.some(({ usable }) => !usable)) return 'not-granted';
  if (schemas.length < 2) return 'older';
  // What is asked next may be asked.
  if (await lacksGrants(client, role)) return 'not-granted';
  const age = schemaAge((await appliedMigrations(client)) ?? []);
  if (age !== 'current') return age;
  return (await engineInstalled({ executeSql: (text, values) => client.query(text, values) })) ? null : 'older';
};
