import { Client } from 'pg';
import type { World } from '@/e2e/support/world';

/** As the owner of a world's database. A connection that breaks while nothing is asked is told by whatever is asked next. */
export const ownerOf = async (world: World): Promise<Client> => {
  const client = new Client({ connectionString: world.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};
