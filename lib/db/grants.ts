import type { Client } from 'pg';
import { err, ok, type Result } from '@/lib/result';

/**
 * What keeps a role from being the one that console and worker use.
 * `absent`: there is no such role. `owner`: it is the one that migrates. `superuser`: it may do everything, or become one that may. `owns`: it owns the database, a
 * schema or a table of ours, or may become an owner. `changes-events`: it may change or remove what the record holds.
 */
export type RoleProblem = 'absent' | 'owner' | 'superuser' | 'owns' | 'changes-events';

/** Schemas that hold what is Rehome's: its tables, the migrations' bookkeeping, and the engine's tasks. */
const OUR_SCHEMAS = ['public', 'drizzle', 'pgboss'];

/** What console and worker do with the bookkeeping (they look whether the schema is theirs) and with tasks. */
const OTHER_TABLES: Readonly<Record<string, string>> = {
  'drizzle.__drizzle_migrations': 'select',
  'pgboss.version': 'select',
  'pgboss.queue': 'select',
  'pgboss.job': 'select, insert, update, delete',
  'pgboss.archive': 'select, insert, update, delete',
};

/** Tables to which the console may only add. Their partitions are kept as they are. */
const APPEND_ONLY = ['events'];

/** The tables of ours in `public`, and whether each may only be added to. An extension's tables, and those of another owner, are none of ours. */
const OUR_TABLES = `
  select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relkind as kind,
         coalesce((select root.relname from pg_class root where root.oid = pg_partition_root(c.oid)), c.relname) = any ($1::text[]) as append_only
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = 'public' and c.relkind in ('r', 'p', 'S')
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/**
 * Whether `role` may be the console's, as far as the database can tell from any of its roles. A role that may become another one counts as that one, and so does one
 * that may run programs or write files on the server, which PostgreSQL counts as good as a superuser.
 */
export const roleProblem = async (client: Client, role: string): Promise<RoleProblem | null> => {
  const { rows } = await client.query<{ superuser: boolean; owns: boolean; changes: boolean }>(
    `with me as (select oid from pg_roles where rolname = $1),
          tables as (${OUR_TABLES.replaceAll('$1', '$2')})
     select exists (select from pg_roles other
                     where (other.rolsuper or other.rolname in ('pg_execute_server_program', 'pg_write_server_files'))
                       and pg_has_role(me.oid, other.oid, 'member')) as superuser,
            exists (select from pg_database where datname = current_database() and pg_has_role(me.oid, datdba, 'member'))
              or exists (select from pg_namespace n where n.nspname = any ($3::text[]) and pg_has_role(me.oid, n.nspowner, 'member'))
              or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                          where n.nspname = any ($3::text[]) and c.relkind in ('r', 'p', 'S', 'v') and pg_has_role(me.oid, c.relowner, 'member')) as owns,
            exists (select from tables t join pg_roles other on pg_has_role(me.oid, other.oid, 'member')
                     where t.append_only and has_table_privilege(other.oid, t.oid, 'update, delete, truncate, trigger')
                        or t.append_only and has_any_column_privilege(other.oid, t.oid, 'update')) as changes
       from me`,
    [role, APPEND_ONLY, OUR_SCHEMAS],
  );
  const [found] = rows;
  if (found === undefined) return 'absent';
  if (found.superuser) return 'superuser';
  if (found.owns) return 'owns';
  return found.changes ? 'changes-events' : null;
};

/** Whether `role` lacks what it needs: a table of ours that it may not read or add to. */
export const lacksGrants = async (client: Client, role: string): Promise<boolean> => {
  const { rows } = await client.query<{ lacks: boolean }>(
    `with tables as (${OUR_TABLES}),
          others as (select to_regclass(name) as oid, privilege from unnest($3::text[], $4::text[]) as other (name, list), unnest(string_to_array(list, ', ')) as privilege)
     select exists (select from tables where kind <> 'S'
                     and not (has_table_privilege($2, oid, 'select') and has_table_privilege($2, oid, 'insert')))
         or exists (select from others where not coalesce(has_table_privilege($2, oid, privilege), false)) as lacks`,
    [APPEND_ONLY, role, Object.keys(OTHER_TABLES), Object.values(OTHER_TABLES)],
  );
  return rows[0]?.lacks ?? true;
};

/**
 * Grants `role` what console and worker need, whatever tables there are by now, and takes back what it must not have: to read and write every table of ours, but to
 * `events` only to read and add. Run by the owner. Nothing is granted to a role that may not be the console's.
 */
export const grantToConsole = async (client: Client, role: string): Promise<Result<null, RoleProblem>> => {
  const owner = await client.query<{ name: string }>('select current_user as name');
  if (owner.rows[0]?.name === role) return err('owner');
  const { rows: tables } = await client.query<{ name: string; kind: string; append_only: boolean }>(
    `with tables as (${OUR_TABLES}) select name, kind, append_only from tables join pg_class using (oid) where pg_has_role(relowner, 'usage')`,
    [APPEND_ONLY],
  );
  const before = await roleProblem(client, role);
  if (before !== null && before !== 'changes-events') return err(before);
  const to = client.escapeIdentifier(role);
  const statements = [
    `grant usage on schema ${OUR_SCHEMAS.join(', ')} to ${to}`,
    ...Object.entries(OTHER_TABLES).map(([table, privileges]) => `grant ${privileges} on table ${table} to ${to}`),
    ...tables.flatMap(({ name, kind, append_only: appendOnly }) => {
      if (kind === 'S') return [`grant usage, select on sequence ${name} to ${to}`];
      if (!appendOnly) return [`grant select, insert, update, delete on table ${name} to ${to}`];
      return [`revoke all on table ${name} from ${to}, public`, `grant select, insert on table ${name} to ${to}`];
    }),
  ];
  await client.query(['begin', ...statements, 'commit'].join(';\n'));
  const after = await roleProblem(client, role);
  return after === null ? ok(null) : err(after);
};
