/** How many times something happened close together. */
export interface Burst {
  readonly count: number;
  readonly from: Date;
  readonly to: Date;
}

/** What `Bursts` needs of the world. */
export interface BurstsWorld<T> {
  /** Writes down that `what` happened so often. Where it rejects, the burst is kept and told with the next one. */
  readonly write: (what: T, burst: Burst) => Promise<void>;
  /** Runs `run` after `ms` milliseconds. */
  readonly later: (run: () => void, ms: number) => void;
  readonly now: () => Date;
}

interface Counted<T> {
  readonly what: T;
  burst: Burst | null;
  windowMs: number;
}

const FIRST_WINDOW_MS = 60_000;
const LONGEST_WINDOW_MS = 3_600_000;

/**
 * Turns what may happen a thousand times a second into a few events. The first of its sort is written at once; what follows is counted and written as one when its
 * window ends, after a minute, then two, four, up to an hour, as long as it goes on. A window in which nothing happened ends the burst.
 * So a sort that never stops makes about 30 events a day. What a process that dies had counted is lost, and never the first.
 */
export class Bursts<T> {
  private readonly open = new Map<string, Counted<T>>();
  private readonly writing = new Set<Promise<void>>();

  constructor(private readonly world: BurstsWorld<T>) {}

  /** Notes that `what` happened. `key` tells one sort from another. */
  note(key: string, what: T): void {
    const at = this.world.now();
    const known = this.open.get(key);
    if (known !== undefined) {
      known.burst = together(known.burst, { count: 1, from: at, to: at });
      return;
    }
    const counted: Counted<T> = { what, burst: { count: 1, from: at, to: at }, windowMs: FIRST_WINDOW_MS };
    this.open.set(key, counted);
    this.tell(counted);
    this.watch(key, counted);
  }

  /** Writes what is counted until now, and waits until it is written. */
  async settle(): Promise<void> {
    for (const counted of this.open.values()) this.tell(counted);
    await Promise.all(this.writing);
  }

  private watch(key: string, counted: Counted<T>): void {
    this.world.later(() => {
      if (counted.burst === null) {
        this.open.delete(key);
        return;
      }
      this.tell(counted);
      counted.windowMs = Math.min(counted.windowMs * 2, LONGEST_WINDOW_MS);
      this.watch(key, counted);
    }, counted.windowMs);
  }

  private tell(counted: Counted<T>): void {
    const { burst } = counted;
    if (burst === null) return;
    counted.burst = null;
    const writing = this.world
      .write(counted.what, burst)
      .catch(() => {
        counted.burst = together(burst, counted.burst);
      })
      .finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }
}

const together = (first: Burst | null, second: Burst | null): Burst | null => {
  if (first === null || second === null) return first ?? second;
  return { count: first.count + second.count, from: first.from, to: second.to };
};
