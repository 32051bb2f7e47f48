import 'server-only';
import { databaseNow } from '@/lib/db/about';
import { processWide } from '@/lib/process-wide';

/** Whatever is read takes longer than this only where AWS or the database is slow. */
const LONG_MS = 2_000;
/** The smallest of all questions is answered within this, on a busy machine too, or the database hangs. */
const WITHIN_MS = 3_000;
/** A process that was kept from working may have an answer that it has not looked at yet. */
const LOOK_MS = 250;

interface Beat {
  /** By a clock that cannot be set. */
  readonly askedAt: number;
  readonly settled: Promise<true>;
}

// One question at a time, whoever wants to know: where the database hangs, there are connections for few.
const pulse = processWide<{ beat: Beat | null }>('database-pulse', () => ({ beat: null }));

const ask = (): Beat => {
  const over = (): true => {
    pulse.beat = null;
    return true;
  };
  // That it is away is told by what was asked for itself.
  pulse.beat = { askedAt: performance.now(), settled: databaseNow().then(over, over) };
  return pulse.beat;
};

/** `value` in so many milliseconds; never, once `over` is aborted. */
const after = <T>(ms: number, value: T, over: AbortSignal): Promise<T> =>
  new Promise((resolve) => {
    if (over.aborted) return;
    const end = (): void => clearTimeout(timer);
    const timer = setTimeout(() => {
      over.removeEventListener('abort', end);
      resolve(value);
    }, ms);
    over.addEventListener('abort', end, { once: true });
  });

const isLate = ({ askedAt }: Beat): boolean => performance.now() - askedAt >= WITHIN_MS;

/** Whether the database hangs: it was asked the smallest of questions and keeps silent. */
const hangs = async (over: AbortSignal): Promise<boolean> => {
  const { askedAt, settled } = pulse.beat ?? ask();
  const untilLate = Math.max(0, askedAt + WITHIN_MS - performance.now());
  const answers = (ms: number): Promise<boolean> => Promise.race([settled, after(ms, false, over)]);
  return !(await answers(untilLate)) && !(await answers(LOOK_MS));
};

/**
 * Resolves once the database is known to hang; looked for only when an answer takes long, and at once where others have found it out. Never resolves where it does not hang, and not once
 * `over` is aborted.
 */
export const databaseHangs = async (over: AbortSignal): Promise<void> => {
  if (pulse.beat === null || !isLate(pulse.beat)) await after(LONG_MS, null, over);
  while (!(await hangs(over))) await after(LONG_MS, null, over);
};
