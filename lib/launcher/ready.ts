import type { Child } from './children.js';
import { sleep } from './processes.js';
import { ReportedError } from './reported-error.js';

const WAIT_MS = 60_000;
const ANSWER_MS = 30_000;

/**
 * Runs `work` with a signal that is aborted after `ms`, or with `signal`. (Not `AbortSignal.any` with `AbortSignal.timeout`: Node 20 may collect the
 * latter as garbage, and then it never comes.)
 */
export const within = async <T>(ms: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const bound = new AbortController();
  const onAbort = (): void => bound.abort(signal.reason);
  const timer = setTimeout(() => bound.abort(new Error(`No answer within ${ms} ms.`)), ms);
  signal.addEventListener('abort', onAbort);
  try {
    signal.throwIfAborted();
    return await work(bound.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
};

/** Asks for `url` and takes any HTTP answer, whatever it says. Rejects where there is none. */
export const ask = async (url: string, signal: AbortSignal): Promise<void> => {
  const response = await fetch(url, { redirect: 'manual', signal });
  await response.arrayBuffer();
};

/** Waits until something answers HTTP at `url`. Rejects with `sentence` after `waitMs`, and when `signal` is aborted. */
export const answers = async (url: string, signal: AbortSignal, sentence: string, waitMs = WAIT_MS): Promise<void> => {
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      return await within(ANSWER_MS, signal, (bound) => ask(url, bound));
    } catch {
      signal.throwIfAborted();
      if (Date.now() > deadline) throw new ReportedError(sentence);
      await sleep(100);
    }
  }
};

/**
 * Waits until a child sends the message `ready` (`process.send?.('ready')`): for a part that listens nowhere. It must have been given an `ipc` channel
 * in its `stdio`. Rejects with `sentence` after `waitMs`, and when `signal` is aborted.
 */
export const saysReady = (child: Child, signal: AbortSignal, sentence: string, waitMs = WAIT_MS): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      child.process.off('message', onMessage);
      settle();
    };
    const onAbort = (): void => done(() => reject(signal.reason));
    const onMessage = (message: unknown): void => {
      if (message === 'ready') done(resolve);
    };
    const timer = setTimeout(() => done(() => reject(new ReportedError(sentence))), waitMs);
    signal.addEventListener('abort', onAbort);
    child.process.on('message', onMessage);
    if (signal.aborted) onAbort();
  });

/** Asks a child over that channel whether it is there: the message `there?`, which it answers with `here`. Rejects when `signal` is aborted. */
export const saysHere = (child: Child, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      child.process.off('message', onMessage);
      settle();
    };
    const onAbort = (): void => done(() => reject(signal.reason));
    const onMessage = (message: unknown): void => {
      if (message === 'here') done(resolve);
    };
    signal.addEventListener('abort', onAbort);
    child.process.on('message', onMessage);
    // Where the channel is closed no answer comes, and that says it all.
    child.process.send('there?', () => undefined);
    if (signal.aborted) onAbort();
  });
