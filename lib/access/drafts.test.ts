import { expect, it } from 'vitest';
import { type DraftAct, mayTouchDraft } from './drafts';

const OWN: readonly DraftAct[] = ['save', 'discard', 'start'];

it.each(OWN)('to %s a draft is its owner’s, and others are told whose it is', (act) => {
  expect(mayTouchDraft({ owner: 'hanako', actor: 'hanako', act })).toEqual({ ok: true, value: null });
  expect(mayTouchDraft({ owner: 'hanako', actor: 'alex', act })).toEqual({
    ok: false,
    error: { code: 'not-owner', owner: 'hanako', act },
  });
});

it('anybody who may plan may take a draft over, also one from before there was a sign-in', () => {
  for (const owner of ['hanako', 'operator', 'alex'])
    expect(mayTouchDraft({ owner, actor: 'alex', act: 'take-over' })).toEqual({ ok: true, value: null });
});
