import type { AwsProblem } from '@/lib/aws-problem';
import { processWide } from '@/lib/process-wide';
import type { Result } from '@/lib/result';
import type { Aws } from './connection';

/** How many calls run at once at first, at least and at most. AWS Backup's limits are not published (facts 1.9), so they are found by asking. */
const LIMITS = { first: 8, least: 1, most: 16 } as const;
/** So often is a call repeated that AWS refused for coming too soon, before its list is given up. */
const REPEATS = 2;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Lets calls through, as many at once as AWS takes without complaint: one more after each round that went well, half as many after "too many requests",
 * when all wait for a moment that grows with each refusal. What is refused in spite of that is repeated a few times.
 */
export class Pace {
  #limit: number = LIMITS.first;
  #running = 0;
  #since = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #resumeAt = 0;
  readonly #waiting: (() => void)[] = [];

  /** How many calls may run at once now. */
  get limit(): number {
    return this.#limit;
  }

  /** Runs a call when its turn comes. */
  async run<T>(send: () => Promise<Result<T, AwsProblem>>): Promise<Result<T, AwsProblem>> {
    for (let repeat = 0; ; repeat += 1) {
      await this.#turn();
      const answer = await send().finally(() => this.#done());
      const refused = !answer.ok && answer.error.code === 'throttled';
      if (!refused) {
        if (answer.ok) this.#wentWell();
        return answer;
      }
      this.#slowDown();
      if (repeat === REPEATS) return answer;
    }
  }

  async #turn(): Promise<void> {
    while (this.#running >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    const pause = this.#resumeAt - performance.now();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }

  #done(): void {
    this.#running -= 1;
    this.#waiting.shift()?.();
  }

  #wentWell(): void {
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#since += 1;
    if (this.#since < this.#limit || this.#limit >= LIMITS.most) return;
    this.#since = 0;
    this.#limit += 1;
    this.#waiting.shift()?.();
  }

  #slowDown(): void {
    this.#since = 0;
    const now = performance.now();
    // The other calls of the same moment are refused, too; that is one refusal.
    if (now < this.#resumeAt) return;
    this.#limit = Math.max(LIMITS.least, Math.floor(this.#limit / 2));
    this.#resumeAt = now + this.#pauseMs;
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }
}

const paces = processWide('aws-paces', () => new Map<string, Pace>());

/** The pace of what is copied from AWS Backup by a connection in its region; of this process. */
export const paceOf = ({ connection, region }: Aws): Pace => {
  const key = `${connection} ${region}`;
  const known = paces.get(key) ?? new Pace();
  paces.set(key, known);
  return known;
};
