import { expect, it } from 'vitest';
import { asOwner } from '@/lib/testing/owner';

it('a database that was just made has nobody in it, and nothing to sign in with', async () => {
  for (const table of ['people', 'identities', 'grants', 'sessions', 'one_time_links', 'passkeys', 'totp_factors'])
    expect(await asOwner(`select * from ${table}`), table).toEqual([]);
});
