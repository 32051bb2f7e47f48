import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftView, SaveDraftProblem } from '@/lib/data/drafts/views';
import type { Problem } from '@/lib/problem';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import { articlePlan } from '@/lib/restore/fixtures/article';
import template from '@/lib/restore/fixtures/metadata_template.json';
import type { PlanHistory } from '@/lib/restore/history';
import { begin } from '@/lib/restore/undo';
import { err, ok, type Result } from '@/lib/result';
import { DraftSaver } from './draft-saver';
import { createEditorStore } from './editor-store';
import type { EditKeeper, KeptEdits, RecalledEdits } from './kept-edits';

type Answer = Result<{ revision: number; updatedAt: string }, Problem | SaveDraftProblem>;

const backup = articlePlan();

const draft = (history: PlanHistory, revision = 1, by = 'operator'): DraftView => ({
  id: 'd',
  account: '123456789012',
  region: 'ap-northeast-1',
  owner: 'operator',
  recoveryPointArn: template.RecoveryPointArn,
  vault: 'aws-backup-vault',
  history,
  leftOut: 0,
  revision,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: `2026-11-01T00:00:0${revision}.000Z`,
  updatedBy: by,
  started: null,
  wait: null,
  way: null,
  holds: [],
});

const world = (kept: RecalledEdits | null = null) => {
  const stored = draft(begin(backup));
  const store = createEditorStore(stored.history, indexFacts(NO_FACTS), false);
  let keeps: KeptEdits | null = kept;
  const keeper: EditKeeper = {
    keep: (edits) => {
      keeps = edits;
    },
    recall: async () => kept,
    forget: () => {
      keeps = null;
    },
  };
  const save = vi.fn(async (revision: number, _history: PlanHistory): Promise<Answer> => ok({ revision: revision + 1, updatedAt: 'now' }));
  const onRefused = vi.fn();
  const saver = new DraftSaver({ store, keeper, draft: stored, onRefused, save });
  const edit = (copyTags: boolean) => store.perform({ label: 'tags', commands: [{ type: 'set-copy-tags', copyTags }] });
  return { store, saver, save, onRefused, edit, kept: () => keeps, base: stored.history };
};

const tagged = (history: PlanHistory): PlanHistory => {
  const store = createEditorStore(history, indexFacts(NO_FACTS), false);
  store.perform({ label: 'type', commands: [{ type: 'set-settings', settings: { instanceType: 't3.small' } }] });
  return store.read().history;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('DraftSaver', () => {
  it('saves once, some time after the last of several edits, and then keeps nothing in the browser', async () => {
    const { saver, save, edit, kept } = world();
    saver.begin();
    edit(false);
    edit(true);
    edit(false);
    await vi.advanceTimersByTimeAsync(100);
    expect(saver.read().save.kind).toBe('waiting');
    expect(kept()?.revision).toBe(1);
    await vi.advanceTimersByTimeAsync(600);
    expect(save).toHaveBeenCalledTimes(1);
    expect(saver.read()).toMatchObject({ revision: 2, save: { kind: 'saved' } });
    expect(kept()).toBeNull();
    expect(saver.unsaved()).toBe(false);
  });

  it('saves again what was edited while a save was under way', async () => {
    const { saver, save, edit } = world();
    saver.begin();
    save.mockImplementationOnce(
      (revision) => new Promise((done) => setTimeout(() => done(ok({ revision: revision + 1, updatedAt: 'x' })), 500)),
    );
    edit(false);
    await vi.advanceTimersByTimeAsync(700);
    edit(true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(save.mock.calls.map(([revision]) => revision)).toEqual([1, 2]);
    expect(saver.read()).toMatchObject({ revision: 3, save: { kind: 'saved' } });
  });

  it('tries again by itself when the connection is lost, and at once when it returns', async () => {
    const { saver, save, edit, kept } = world();
    saver.begin();
    save.mockRejectedValueOnce(new TypeError('fetch failed')).mockRejectedValueOnce(new TypeError('fetch failed'));
    edit(false);
    await vi.advanceTimersByTimeAsync(700);
    expect(saver.read().save).toEqual({ kind: 'failed', problem: { code: 'offline' }, retrying: true });
    expect(kept()).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(save).toHaveBeenCalledTimes(2);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(10);
    expect(saver.read().save.kind).toBe('saved');
  });

  it('asks less and less often while it fails, and begins anew after a success', async () => {
    const { saver, save, edit } = world();
    saver.begin();
    const times: number[] = [];
    save.mockImplementation(async () => {
      times.push(Date.now());
      return err({ code: 'internal', id: 'x', effect: 'save' });
    });
    edit(false);
    await vi.advanceTimersByTimeAsync(130_000);
    const waits = times.slice(1).map((time, n) => time - (times[n] ?? 0));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    save.mockImplementation(async (revision) => ok({ revision: revision + 1, updatedAt: 'now' }));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(saver.read().save.kind).toBe('saved');
    times.length = 0;
    save.mockImplementation(async () => {
      times.push(Date.now());
      throw new TypeError('fetch failed');
    });
    edit(true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(1_000);
  });

  it('takes a save whose answer was lost for saved, not for a conflict', async () => {
    const { saver, save, edit, store } = world();
    saver.begin();
    save.mockRejectedValueOnce(new TypeError('fetch failed'));
    save.mockImplementationOnce(async () =>
      err({ code: 'draft-conflict', newer: draft(JSON.parse(JSON.stringify(store.read().history)), 2) }),
    );
    edit(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(saver.read()).toMatchObject({ revision: 2, save: { kind: 'saved' }, aside: null });
  });

  it.each([
    { code: 'database-away', reason: 'stopping', effect: 'save' },
    { code: 'internal', id: 'x', effect: 'save' },
  ] as const)('takes a save that may have been kept in spite of $code for its own, whatever was edited since', async (problem) => {
    const { saver, save, edit, store } = world();
    saver.begin();
    let kept: PlanHistory | null = null;
    save.mockImplementationOnce(async (_revision, history) => {
      kept = JSON.parse(JSON.stringify(history));
      return err(problem);
    });
    save.mockImplementationOnce(async () => err({ code: 'draft-conflict', newer: draft(kept ?? store.read().history, 2) }));
    edit(false);
    await vi.advanceTimersByTimeAsync(700);
    expect(saver.read().save).toMatchObject({ kind: 'failed', retrying: true });
    edit(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save.mock.calls.map(([revision]) => revision)).toEqual([1, 1, 2]);
    expect(saver.read()).toMatchObject({ revision: 3, save: { kind: 'saved' }, aside: null });
  });

  it('does not repeat what no waiting cures', async () => {
    const { saver, save, edit } = world();
    saver.begin();
    save.mockImplementationOnce(async () => err({ code: 'not-found', what: 'draft', id: 'd' }));
    edit(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(saver.read().save).toMatchObject({ kind: 'failed', retrying: false });
  });

  it('recovers by itself once the console takes a plan that it would not take', async () => {
    const { saver, save, edit } = world();
    saver.begin();
    save.mockImplementation(async () => err({ code: 'bad-input', fields: ['history.steps.0.commands.0.secondaries.count'] }));
    edit(false);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(saver.read().save).toMatchObject({ kind: 'failed', retrying: true });
    save.mockImplementation(async (revision) => ok({ revision: revision + 1, updatedAt: 'now' }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(save).toHaveBeenCalledTimes(2);
    expect(saver.read()).toMatchObject({ revision: 2, save: { kind: 'saved' } });
  });

  it('takes a newer revision where nothing of its own is unsaved, and says whose it is', () => {
    const { saver, store, base } = world();
    saver.begin();
    const theirs = draft(tagged(base), 2, 'hanako');
    saver.seen(theirs, true);
    expect(store.read().history).toBe(theirs.history);
    expect(saver.read()).toMatchObject({ revision: 2, news: { by: 'hanako' }, save: { kind: 'saved' } });
  });

  it('is told nothing of the revision that an act of its own page makes, and of every other', () => {
    const { saver, base } = world();
    saver.expectOwn();
    saver.seen(draft(tagged(base), 2), true);
    expect(saver.read()).toMatchObject({ revision: 2, news: null });
    saver.seen(draft(base, 3), true);
    expect(saver.read()).toMatchObject({ revision: 3, news: { by: 'operator' } });
  });

  it('asks where both have edited, saves nothing meanwhile, and sets its own aside when theirs are taken', async () => {
    const { saver, store, save, edit, base, kept } = world();
    saver.begin();
    edit(false);
    const mine = store.read().history;
    const theirs = draft(tagged(base), 2, 'hanako');
    saver.seen(theirs, true);
    expect(saver.read().save).toEqual({ kind: 'conflict', newer: theirs });
    edit(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).not.toHaveBeenCalled();
    edit(false);
    saver.takeTheirs();
    expect(store.read().history).toBe(theirs.history);
    expect(saver.read().aside?.history.steps.at(-1)).toEqual(mine.steps.at(-1));
    expect(kept()?.revision).toBe(-1);
    expect(saver.unsaved()).toBe(true);
    saver.dropAside();
    expect(kept()).toBeNull();
    expect(saver.unsaved()).toBe(false);
  });

  it('puts back what an earlier visit left unsaved', async () => {
    const edits: RecalledEdits = { revision: 1, history: tagged(begin(backup)), at: 'then', leftOut: 2 };
    const { saver, store, save } = world(edits);
    saver.begin();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.read().plan.settings.instanceType).toBe('t3.small');
    expect(saver.read()).toMatchObject({ recovered: 'then', leftOut: 2 });
    await vi.advanceTimersByTimeAsync(10);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('sets aside what an earlier visit left unsaved where something was edited before it could be read', async () => {
    const edits: RecalledEdits = { revision: 1, history: tagged(begin(backup)), at: 'then', leftOut: 0 };
    const { saver, store, edit } = world(edits);
    saver.begin();
    edit(false);
    const mine = store.read().history;
    await vi.advanceTimersByTimeAsync(0);
    expect(store.read().history).toBe(mine);
    expect(saver.read().aside?.history).toBe(edits.history);
  });

  it('puts nothing back on a page that was left meanwhile', async () => {
    const edits: RecalledEdits = { revision: 1, history: tagged(begin(backup)), at: 'then', leftOut: 0 };
    const { saver, store, base } = world(edits);
    saver.begin()();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.read().history).toBe(base);
  });

  it('sets aside what an earlier visit left unsaved on an older revision', async () => {
    const edits: RecalledEdits = { revision: 0, history: tagged(begin(backup)), at: 'then', leftOut: 0 };
    const { saver, store } = world(edits);
    saver.begin();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.read().plan.settings.instanceType).toBe('t2.micro');
    expect(saver.read().aside?.history).toBe(edits.history);
  });

  it('locks when the draft was started, and sets late edits aside', () => {
    const { saver, store, edit, base } = world();
    saver.begin();
    edit(false);
    saver.seen({ ...draft(base, 1), started: { restoreId: 'r', jobId: null, intendedAt: '2026-01-01T00:00:00.000Z', open: null } }, false);
    expect(store.read()).toMatchObject({ locked: true, history: base });
    expect(saver.read().aside).not.toBeNull();
  });

  it('shows a plan that was taken over as it is stored, keeps what was typed to go on with as a copy, and edits again once it is given back', async () => {
    const { saver, store, save, edit, base, kept } = world();
    saver.begin();
    edit(false);
    const mine = store.read().history;
    saver.seen({ ...draft(base, 1), owner: 'hanako' }, false);
    expect(store.read()).toMatchObject({ locked: true, history: base });
    expect(saver.read().aside?.history).toBe(mine);
    expect(kept()).toMatchObject({ revision: -1, history: mine });
    const theirs = { ...draft(tagged(base), 2, 'hanako'), owner: 'hanako' };
    saver.seen(theirs, false);
    expect(store.read().history).toBe(theirs.history);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).not.toHaveBeenCalled();
    saver.seen({ ...theirs, owner: 'operator' }, true);
    expect(store.read().locked).toBe(false);
    edit(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(saver.read().aside?.history).toBe(mine);
  });

  it.each([
    { code: 'not-owner', owner: 'hanako', act: 'save' } as const,
    { code: 'not-permitted', permission: 'plan-restore', ask: [] } as const,
  ])('learns from a refused save ($code) that it may not edit: keeps what was typed, and looks again', async (refusal) => {
    const { saver, store, save, onRefused, edit, base } = world();
    saver.begin();
    save.mockImplementationOnce(async () => err(refusal));
    edit(false);
    const mine = store.read().history;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(onRefused).toHaveBeenCalledTimes(1);
    expect(store.read()).toMatchObject({ locked: true, history: base });
    expect(saver.read().aside?.history).toBe(mine);
  });

  it('has nothing set aside where a save that was under way when the plan was taken over went through', async () => {
    const { saver, store, save, edit, base } = world();
    saver.begin();
    save.mockImplementationOnce(
      (revision) => new Promise((done) => setTimeout(() => done(ok({ revision: revision + 1, updatedAt: 'x' })), 500)),
    );
    edit(false);
    const mine = store.read().history;
    await vi.advanceTimersByTimeAsync(700);
    saver.seen({ ...draft(base, 1), owner: 'hanako' }, false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.read()).toMatchObject({ locked: true, history: mine });
    expect(saver.read()).toMatchObject({ revision: 2, aside: null });
  });

  it('flushes what is unsaved and tells the revision that stands for the screen', async () => {
    const { saver, save, edit } = world();
    saver.begin();
    expect(await saver.flush()).toBe(1);
    edit(false);
    expect(await saver.flush()).toBe(2);
    save.mockImplementation(async () => err({ code: 'invalid-plan', reason: 'source' }));
    edit(true);
    expect(await saver.flush()).toBeNull();
  });

  it('saves and keeps nothing of a draft that was thrown away', async () => {
    const { saver, store, save, edit, kept } = world();
    const stop = saver.begin();
    edit(false);
    saver.abandon();
    expect(store.read().locked).toBe(true);
    stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).not.toHaveBeenCalled();
    expect(kept()).toBeNull();
    expect(saver.unsaved()).toBe(false);
  });
});
