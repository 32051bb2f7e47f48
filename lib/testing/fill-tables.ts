import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { ourTables } from '@/lib/db/backup/tables';

/** Texts that a careless copy would give back changed. */
const ODD = ['\\N', '\\.', 'a\tb\nc\r\nd\\e', '“値” \u0001 \u{1F600}', "it's; --", ' ', ''];

interface Column {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
  readonly other: string | null;
  readonly key: string | null;
}

const columnsOf = async (client: Client, table: string): Promise<readonly Column[]> => {
  const { rows } = await client.query<Column>(
    `select a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as needed, r.relname as other, f.attname as key
       from pg_attribute a
       left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'f' and k.conkey = array[a.attnum]
       left join pg_class r on r.oid = k.confrelid
       left join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[1]
      where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum`,
    [`public.${table}`],
  );
  return rows;
};

/** A value that no other call gives, where the type has enough of them. */
const valueFor = (type: string, number: number): string => {
  const odd = ODD[number % ODD.length] ?? '';
  const values: Readonly<Record<string, () => string>> = {
    text: () => `${odd}${number}${odd}`,
    uuid: randomUUID,
    integer: () => String(number),
    smallint: () => String(number % 32_768),
    bigint: () => String(9_007_199_254_740_991 - number),
    boolean: () => String(number % 2 === 0),
    'timestamp with time zone': () => `2026-01-02 03:04:05.${String(100_000 + number)}+00`,
    date: () => new Date(Date.UTC(2000, 0, number)).toISOString().slice(0, 10),
    json: () => `{ "b" : ${JSON.stringify(odd)},  "a": ${number}.50, "b": 1 }`,
    jsonb: () => JSON.stringify({ [odd]: number, list: [odd, null, 1e21] }),
    inet: () => `10.1.${number % 250}.${Math.floor(number / 250) + 1}`,
  };
  const make = values[type];
  if (make === undefined) throw new Error(`fill-tables has no value of type ${type}: add one.`);
  return make();
};

/** Puts `count` rows into every table of ours but the record, half of them with null wherever that may be, so that a copy is tried with whatever there will ever be. As the owner. */
export const fillTables = async (client: Client, count: number): Promise<void> => {
  let number = 0;
  for (const { name } of await ourTables(client)) {
    if (name === 'events') continue;
    const columns = await columnsOf(client, name);
    for (let row = 0; row < count; row += 1) {
      const values: (string | null)[] = [];
      for (const { type, needed, other, key } of columns) {
        number += 1;
        const referred = other === null ? null : await client.query(`select ${key} as id from public.${other} offset ${row} limit 1`);
        values.push(!needed && row % 2 === 1 ? null : (referred?.rows[0]?.id ?? valueFor(type, number)));
      }
      const places = values.map((_, index) => `$${index + 1}`).join(', ');
      await client.query(`insert into public.${name} (${columns.map((column) => column.name).join(', ')}) values (${places})`, values);
    }
  }
};

/** What every table holds, as text; two databases with the same content answer the same. */
export const contentOf = async (client: Client): Promise<Readonly<Record<string, readonly string[]>>> => {
  const content: Record<string, readonly string[]> = {};
  for (const { name } of await ourTables(client)) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from public.${name} t order by 1`);
    content[name] = rows.map(({ row }) => row);
  }
  return content;
};
