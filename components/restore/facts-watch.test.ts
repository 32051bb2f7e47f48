import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import type { Facts } from '@/lib/restore/facts';
import { articlePlan } from '@/lib/restore/fixtures/article';
import { begin } from '@/lib/restore/undo';
import { createEditorStore } from './editor-store';
import { type Received, watchAge } from './facts-watch';

const MINUTE_MS = 60_000;
const backup = articlePlan();

/** The browser's clock stands this much before the server's. */
const SKEW_MS = 7 * MINUTE_MS;
const factsNow = (): Facts => {
  const asOf = new Date(Date.now() + SKEW_MS).toISOString();
  return { ...NO_FACTS, subnets: { state: 'known', value: [], asOf, source: 'ec2:DescribeSubnets' } };
};

let page: EventTarget & { hidden: boolean };
const show = (shown: boolean): void => {
  page.hidden = !shown;
  page.dispatchEvent(new Event('visibilitychange'));
};

const world = () => {
  const facts = factsNow();
  let received: Received = { facts, atMs: Date.now() };
  const store = createEditorStore(begin(backup), indexFacts(facts), false);
  const stop = watchAge(store, () => received);
  const verdicts = vi.fn();
  store.subscribe(verdicts);
  return {
    store,
    stop,
    verdicts,
    old: () => store.read().diagnostics.some(({ code }) => code === 'unknown-old'),
    answer: () => {
      received = { facts: factsNow(), atMs: Date.now() };
      store.setIndex(indexFacts(received.facts));
    },
  };
};

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('watchAge', () => {
  it('says old once it is, by the server’s clock, and works nothing out before', () => {
    const { old, verdicts } = world();
    vi.advanceTimersByTime(15 * MINUTE_MS - 1);
    expect([old(), verdicts.mock.calls.length]).toEqual([false, 0]);
    vi.advanceTimersByTime(1);
    expect([old(), verdicts.mock.calls.length]).toEqual([true, 1]);
    vi.advanceTimersByTime(60 * MINUTE_MS);
    expect(verdicts).toHaveBeenCalledTimes(1);
  });

  it('takes it back with the next answer, and an edit keeps it', () => {
    const { old, answer, store } = world();
    vi.advanceTimersByTime(15 * MINUTE_MS);
    store.perform({ label: 'tags', commands: [{ type: 'set-copy-tags', copyTags: false }] });
    expect(old()).toBe(true);
    answer();
    expect(old()).toBe(false);
    vi.advanceTimersByTime(15 * MINUTE_MS);
    expect(old()).toBe(true);
  });

  it('leaves a page that nobody sees alone, and gives the answer a moment when somebody comes back', () => {
    const { old, answer } = world();
    show(false);
    vi.advanceTimersByTime(60 * MINUTE_MS);
    show(true);
    vi.advanceTimersByTime(4_000);
    expect(old()).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(old()).toBe(true);
    answer();
    expect(old()).toBe(false);
  });

  it('ends', () => {
    const { old, stop, verdicts } = world();
    stop();
    vi.advanceTimersByTime(60 * MINUTE_MS);
    show(true);
    vi.advanceTimersByTime(60 * MINUTE_MS);
    expect([old(), verdicts.mock.calls.length]).toEqual([false, 0]);
  });
});
