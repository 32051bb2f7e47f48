import { check } from '@/lib/restore/check';
import { type FactIndex, indexFacts } from '@/lib/restore/fact-index';
import type { Facts } from '@/lib/restore/facts';
import { agedFacts, checkAged, newestAsOfMs, nextOldAtMs } from '@/lib/restore/facts-age';
import type { EditorStore } from './editor-store';

/** The last answer of the server, and when the browser got it by its own clock. */
export interface Received {
  readonly facts: Facts;
  readonly atMs: number;
}

/** Who comes back to the page sees what is asked anew first, if it comes. */
const GRACE_MS = 5_000;

/** The server's clock, by which facts are dated, told from its last answer: the browser's own may be minutes off. */
const serverNowMs = (received: Received | null): number => {
  const newest = received === null ? null : newestAsOfMs(received.facts);
  return Date.now() + (received === null || newest === null ? 0 : newest - received.atMs);
};

/**
 * Keeps the verdict honest about old facts: as soon as one is too old to rely on, and again with each new answer, what rests on it is unknown. Nothing is
 * worked out in between, nor while nobody sees the page. Answers how to stop.
 */
export const watchAge = (store: EditorStore, received: () => Received | null): (() => void) => {
  let seen: FactIndex | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (document.hidden) return;
    const { index } = store.read();
    seen = index;
    const nowMs = serverNowMs(received());
    const facts = agedFacts(index.facts, nowMs);
    const next = nextOldAtMs(index.facts, nowMs);
    if (next !== null) timer = setTimeout(look, next - nowMs);
    if (facts === index.facts) store.setJudge(check);
    else {
      const aged = indexFacts(facts);
      store.setJudge((plan, now) => checkAged(plan, now, aged));
    }
  };
  const onChange = (): void => {
    if (store.read().index !== seen) look();
  };
  const onShow = (): void => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, GRACE_MS);
  };
  const leave = store.subscribe(onChange);
  document.addEventListener('visibilitychange', onShow);
  look();
  return () => {
    clearTimeout(timer);
    leave();
    document.removeEventListener('visibilitychange', onShow);
  };
};
