import { expect, it } from 'vitest';
import { asOwner } from '@/lib/testing/owner';
import { must, OPERATOR, POINT, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { createDraft, getDraft } from './drafts';

simulatedAccount({ speed: 1 });

const restore = async (fresh = false) => must(await createDraft(SCOPE, OPERATOR, { vault: VAULT, recoveryPointArn: POINT, fresh }));

it('goes on with the caller’s own plan of the last day, unless a fresh one is wanted', async () => {
  const first = await restore();
  expect(first.how).toBe('new');
  expect(await restore()).toMatchObject({ draftId: first.draftId, how: 'resumed' });
  const fresh = await restore(true);
  expect(fresh.how).toBe('new');
  expect(fresh.draftId).not.toBe(first.draftId);
});

it.each([
  ['broken', '{"nothing": "of a plan"}'],
  ['of a newer version', '{"version": 99, "kind": "ec2"}'],
])('makes a new one where that plan is %s, says so, and goes on with the new one from then on', async (_, history) => {
  const before = await restore(true);
  await asOwner('update drafts set history = $2 where id = $1', [before.draftId, history]);
  const instead = await restore();
  expect(instead).toMatchObject({ how: 'instead' });
  expect(instead.draftId).not.toBe(before.draftId);
  must(await getDraft(SCOPE, instead.draftId));
  expect(await restore()).toMatchObject({ draftId: instead.draftId, how: 'resumed' });
});
