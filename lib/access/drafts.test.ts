import { expect, it } from 'vitest';
import { type DraftAct, type DraftTable, mayTouchDraft } from './drafts';

const ACTS: readonly DraftAct[] = ['save', 'discard', 'start'];
const OWNED: DraftTable = { save: 'owner', discard: 'owner', start: 'owner' };

it.each(ACTS)('today anybody who may plan may %s a draft of somebody else', (act) => {
  expect(mayTouchDraft({ owner: 'hanako', actor: 'operator', act })).toEqual({ ok: true, value: null });
});

it.each(ACTS)('a table may leave it to the owner to %s it, and names them', (act) => {
  expect(mayTouchDraft({ owner: 'hanako', actor: 'hanako', act }, OWNED)).toEqual({ ok: true, value: null });
  expect(mayTouchDraft({ owner: 'hanako', actor: 'operator', act }, OWNED)).toEqual({
    ok: false,
    error: { code: 'not-owner', owner: 'hanako', act },
  });
  expect(mayTouchDraft({ owner: 'hanako', actor: 'operator', act }, { ...OWNED, [act]: 'anybody' })).toEqual({ ok: true, value: null });
});
