import { describe, expect, it, vi } from 'vitest';
import { parseIpv4 } from '@/lib/net/ipv4';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import { articlePlan } from '@/lib/restore/fixtures/article';
import type { Step } from '@/lib/restore/history';
import { begin } from '@/lib/restore/undo';
import { createEditorStore, type HeldAddress } from './editor-store';

const address = parseIpv4('10.1.10.7');
if (address === null) throw new Error('no address');
const HELD: HeldAddress = { address, subnetId: 'subnet-0bdb9444b6747e0d6', from: null };
const TAGS: Step = { label: 'copy-tags', commands: [{ type: 'set-copy-tags', copyTags: false }] };
const GONE: Step = { label: 'x', commands: [{ type: 'remove-nic', nic: 'n9' }] };

/** A store with one gesture done, and one undone. */
const worked = () => {
  const store = createEditorStore(begin(articlePlan()), indexFacts(NO_FACTS), false);
  store.perform(TAGS);
  store.perform({ label: 'x', commands: [{ type: 'set-primary', nic: 'n0', address }] });
  store.undo();
  return store;
};

describe('a store that is locked', () => {
  it('takes no edit, no undo and no redo, and tells nobody', () => {
    const store = worked();
    store.setLocked(true);
    const before = store.read();
    const listener = vi.fn();
    store.subscribe(listener);
    expect(store.perform({ label: 'x', commands: [{ type: 'set-copy-tags', copyTags: true }] })).toEqual({ ok: true, value: before.plan });
    // Not even a reason why it would not go: nothing goes.
    expect(store.perform(GONE)).toEqual({ ok: true, value: before.plan });
    store.undo();
    store.redo();
    expect(store.read()).toBe(before);
    expect(listener).not.toHaveBeenCalled();
  });

  it('takes nothing up, and lets go of what was held', () => {
    const store = worked();
    store.hold([HELD]);
    store.setLocked(true);
    store.hold([HELD, HELD]);
    expect(store.read().held).toEqual([HELD]);
    store.hold([]);
    expect(store.read().held).toEqual([]);
    store.hold([HELD]);
    expect(store.read().held).toEqual([]);
  });

  it('still shows another version of the plan, and new facts', () => {
    const store = worked();
    store.setLocked(true);
    const theirs = begin(articlePlan());
    const index = indexFacts(NO_FACTS);
    store.setHistory(theirs);
    store.setIndex(index);
    expect(store.read()).toMatchObject({ history: theirs, locked: true });
    expect(store.read().index).toBe(index);
  });

  it('can be edited again once it is not', () => {
    const store = worked();
    store.setLocked(true);
    store.setLocked(false);
    store.redo();
    expect(store.read().plan.nics[0]).toMatchObject({ primary: { address: '10.1.10.7' } });
    store.undo();
    store.undo();
    expect(store.read().plan.copyTags).toBe(true);
  });
});

describe('a refusal', () => {
  it('is kept until the next edit that goes, and changes nothing', () => {
    const store = worked();
    const { plan } = store.read();
    expect(store.perform(GONE)).toMatchObject({ ok: false, error: { code: 'no-such-nic' } });
    expect(store.read().refusal).toMatchObject({ code: 'no-such-nic' });
    expect(store.read().plan).toBe(plan);
    store.redo();
    expect(store.read().refusal).toBeNull();
  });
});

describe('a store whose plan was started', () => {
  it('is not judged, whatever facts or rules come, and is again once nothing was started after all', () => {
    const store = worked();
    expect(store.read().diagnostics).not.toEqual([]);
    const found = store.read().diagnostics;
    store.setJudged(false);
    store.setIndex(indexFacts({ ...NO_FACTS }));
    store.setHistory(begin(articlePlan()));
    expect(store.read().diagnostics).toEqual([]);
    store.setHistory(worked().read().history);
    store.setJudged(true);
    expect(store.read().diagnostics).toEqual(found);
  });

  it('is not judged from the start where it was started before', () => {
    const store = createEditorStore(begin(articlePlan()), indexFacts(NO_FACTS), true, false);
    expect(store.readFirst().diagnostics).toEqual([]);
  });
});
