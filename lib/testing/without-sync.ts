import type { Client } from 'pg';

/**
 * Has a PostgreSQL of tests, from now on and in every copy of its folder, not wait until the disk has what it wrote. That is for a machine that loses its power; a
 * server that is killed loses nothing either way.
 */
export const withoutSync = async (client: Client): Promise<void> => {
  for (const setting of ['fsync', 'full_page_writes']) await client.query(`alter system set ${setting} = off`);
  await client.query('select pg_reload_conf()');
};
