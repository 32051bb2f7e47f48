import type { Client } from 'pg';

/** A table of ours, with its columns in their order. Generated ones are left out: PostgreSQL makes them anew. */
export interface OurTable {
  readonly name: string;
  readonly columns: readonly string[];
}

// Those of the schema `public` that belong to no extension. The queues are in a schema of their own, the migrations' bookkeeping in another.
const TABLES = `
  select c.oid, c.relname as name,
         array(select a.attname::text from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
         array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
                where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
   order by c.relname`;

/**
 * The tables that hold what Rehome knows, each behind those that it refers to, so that they can be loaded in this order. Throws where two refer to each other: then somebody has to
 * decide how they are loaded.
 */
export const ourTables = async (client: Client): Promise<readonly OurTable[]> => {
  const { rows } = await client.query<OurTable & { readonly refers: readonly string[] }>(TABLES);
  const ordered: OurTable[] = [];
  let left = rows;
  while (left.length > 0) {
    const ready = left.filter(({ refers }) => refers.every((other) => !left.some(({ name }) => name === other)));
    if (ready.length === 0) throw new Error(`These tables refer to each other: ${left.map(({ name }) => name).join(', ')}.`);
    ordered.push(...ready.map(({ name, columns }) => ({ name, columns })));
    left = left.filter((table) => !ready.includes(table));
  }
  return ordered;
};

const columnList = (client: Client, columns: readonly string[]): string =>
  columns.map((column) => client.escapeIdentifier(column)).join(', ');

/** A table with columns, as COPY is told where rows go. */
export const named = (client: Client, { name, columns }: OurTable): string =>
  `public.${client.escapeIdentifier(name)} (${columnList(client, columns)})`;

/** The rows of a table, as COPY is told which ones to give: by a query, because a partitioned table gives none by its name. */
export const selected = (client: Client, { name, columns }: OurTable): string =>
  `(select ${columnList(client, columns)} from public.${client.escapeIdentifier(name)})`;
