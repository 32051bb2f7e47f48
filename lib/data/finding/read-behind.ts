import 'server-only';
import { pointTags, TAGS_AT_ONCE, type Tags, tagSourceOf, tagsInEc2 } from '@/lib/aws/point-tags';
import { restoreMetadata } from '@/lib/aws/points';
import type { AwsProblem } from '@/lib/aws-problem';
import {
  countReadings,
  type KnownTags,
  noteProgress,
  saveAddresses,
  saveTags,
  type UnreadPoint,
  unreadPoints,
} from '@/lib/db/repositories/point-readings';
import { readLayout } from '@/lib/finding/layout';
import type { ReadingKind } from '@/lib/finding/reading';
import { ownCredentials } from '../identity';
import type { Scope } from '../scope';
import { setting } from '../settings/read';
import { digestOf } from './digest';
import { givingWay } from './give-way';
import { type Pace, paceOf } from './pace';

/** Points that are looked for at once. The rate is looked up anew for each such batch. */
const BATCH = 200;
/** Calls that may be under way at once: AWS's answer takes longer than the time between two. */
const UNDER_WAY = 16;
/** A run hands over to the next one after this long, well before the task's deadline. */
const RUN_MS = 60_000;
/** What was denied is tried again after this long. */
const DENIED_SECONDS = 3_600;
/** So many points of one vault denied in a row, and the others of it are left for the next run: they would be denied, too. */
const DENIED_IN_A_ROW = 5;
/** Progress is told this often. */
const TELL_MS = 1_000;

/** What became of a run. `more`: there is more to read, now. `later`: something is in the way. */
export type RunEnd = 'done' | 'more' | 'later';

const RATES = { addresses: 'metadataReadsPerSecond', tags: 'tagReadsPerSecond' } as const;

/** Answers that say something of the point itself, and are written down with it; any other says that AWS could not be asked. */
const isOfPoint = ({ code }: AwsProblem): boolean => code === 'access-denied' || code === 'not-found' || code === 'invalid-request';

/** Tags as they are kept: those of two points that have the same are the same. */
const known = (tags: Tags): KnownTags => {
  const sorted = Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { id: digestOf(JSON.stringify(sorted)), tags: sorted };
};

/** Reads one point and writes down what it has, or why that is not known. Answers with a problem that is not the point's own. */
const readOne = {
  addresses: async (scope: Scope, point: UnreadPoint): Promise<AwsProblem | null> => {
    const metadata = await restoreMetadata(scope.aws, point.vault, point.arn);
    if (!metadata.ok) {
      if (isOfPoint(metadata.error)) await saveAddresses(scope, point, { layout: null, problem: metadata.error });
      return metadata.error;
    }
    const read = readLayout(metadata.value);
    if (!read.ok) await saveAddresses(scope, point, { layout: null, problem: { code: 'malformed' } });
    else {
      const { layout, skipped } = read.value;
      const problem = skipped > 0 ? ({ code: 'partly-malformed' } as const) : null;
      await saveAddresses(scope, point, { layout: { id: digestOf(JSON.stringify(layout)), layout }, problem });
    }
    return null;
  },
  tags: async (scope: Scope, point: UnreadPoint): Promise<AwsProblem | null> => {
    const tags = await pointTags(scope.aws, point.arn);
    if (!tags.ok) {
      if (isOfPoint(tags.error)) await saveTags(scope, [{ point, tagSet: null, problem: tags.error }]);
      return tags.error;
    }
    await saveTags(scope, [{ point, tagSet: known(tags.value), problem: null }]);
    return null;
  },
} as const satisfies Record<ReadingKind, unknown>;

/** One run: what it found out so far. */
class Run {
  /** What keeps it from going on. */
  blocked: AwsProblem | null = null;
  /** The last denial, which may concern only some of the points. */
  denied: AwsProblem | null = null;
  private readonly deniedInARow = new Map<string, number>();
  private readonly counts = { read: 0, unreadable: 0 };
  private toldAt = 0;

  constructor(
    private readonly scope: Scope,
    readonly kind: ReadingKind,
    private readonly before: { readonly total: number; readonly read: number; readonly unreadable: number },
  ) {}

  /** Vaults of which nothing more is read in this run. */
  get closedVaults(): readonly string[] {
    return [...this.deniedInARow].flatMap(([vault, times]) => (times >= DENIED_IN_A_ROW ? [vault] : []));
  }

  isClosed(vault: string): boolean {
    return (this.deniedInARow.get(vault) ?? 0) >= DENIED_IN_A_ROW;
  }

  async read(point: UnreadPoint, pace: Pace): Promise<void> {
    const problem = await readOne[this.kind](this.scope, point);
    if (problem?.code === 'access-denied') {
      this.denied = problem;
      this.deniedInARow.set(point.vault, (this.deniedInARow.get(point.vault) ?? 0) + 1);
    } else if (problem === null) this.deniedInARow.delete(point.vault);
    if (problem?.code === 'throttled') pace.slowDown();
    else if (problem !== null && !isOfPoint(problem)) this.blocked = problem;
    else {
      this.counts.read += 1;
      if (problem !== null) this.counts.unreadable += 1;
    }
    const now = performance.now();
    if (now - this.toldAt < TELL_MS) return;
    this.toldAt = now;
    await this.tell();
  }

  /** Reads the tags of points that EC2 tells at once. That it may not be asked says nothing of other points of their vaults. */
  async readInEc2(points: readonly UnreadPoint[], pace: Pace): Promise<void> {
    const tags = await tagsInEc2(
      this.scope.aws,
      points.map(({ arn }) => arn),
    );
    if (!tags.ok && tags.error.code === 'throttled') pace.slowDown();
    else if (!tags.ok && !isOfPoint(tags.error)) this.blocked = tags.error;
    else {
      if (!tags.ok && tags.error.code === 'access-denied') this.denied = tags.error;
      const problem = tags.ok ? null : tags.error;
      const tagSetOf = ({ arn }: UnreadPoint): KnownTags | null => (tags.ok ? known(tags.value.get(arn) ?? {}) : null);
      await saveTags(
        this.scope,
        points.map((point) => ({ point, tagSet: tagSetOf(point), problem })),
      );
      this.counts.read += points.length;
      if (!tags.ok) this.counts.unreadable += points.length;
    }
    await this.tell();
  }

  /** Says how far it is. Points that came since it began are counted when it ends. */
  async tell(counted: { readonly total: number; readonly read: number; readonly unreadable: number } | null = null): Promise<void> {
    const { total, read, unreadable } = this.before;
    const soFar = { total, read: Math.min(total, read + this.counts.read), unreadable: unreadable + this.counts.unreadable };
    await noteProgress(this.scope, { kind: this.kind, ...(counted ?? soFar), problem: this.blocked ?? this.denied });
  }
}

/** What one call reads of a batch: one point, or the tags of many that EC2 tells. */
const callsFor = (kind: ReadingKind, points: readonly UnreadPoint[]): readonly (readonly UnreadPoint[])[] => {
  const inEc2 = kind === 'tags' ? points.filter(({ arn }) => tagSourceOf(arn) === 'ec2:DescribeTags') : [];
  const together = Array.from({ length: Math.ceil(inEc2.length / TAGS_AT_ONCE) }, (_, at) =>
    inEc2.slice(at * TAGS_AT_ONCE, (at + 1) * TAGS_AT_ONCE),
  );
  const alone = new Set(inEc2);
  return [...together, ...points.filter((point) => !alone.has(point)).map((point) => [point])];
};

/** Reads a batch at the pace, several calls under way at once, as far as it may go on. The first unexpected error is thrown when all have ended. */
const readBatch = async (
  run: Run,
  points: readonly UnreadPoint[],
  { pace, mayGoOn, signal }: { readonly pace: Pace; readonly mayGoOn: () => Promise<boolean>; readonly signal: AbortSignal | undefined },
): Promise<void> => {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  try {
    for (const wanted of callsFor(run.kind, points)) {
      const [point] = wanted;
      if (run.blocked !== null || failures.length > 0 || point === undefined) break;
      const inEc2 = run.kind === 'tags' && tagSourceOf(point.arn) === 'ec2:DescribeTags';
      if (!inEc2 && run.isClosed(point.vault)) continue;
      if (!(await mayGoOn())) break;
      await pace.next(signal);
      const reading = (inEc2 ? run.readInEc2(wanted, pace) : run.read(point, pace))
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(reading));
      underWay.add(reading);
      if (underWay.size >= UNDER_WAY) await Promise.race(underWay);
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
};

/**
 * Reads what was not read of a place's points yet, the newest first, at the rate of the setting (0: not at all), for about a minute, and not while its points are being swept. Each answer is written down at once, so a run that is
 * cut short loses nothing, and the next one begins where it ended. Ends early, by throwing, when `signal` is aborted.
 */
export const readBehind = async (scope: Scope, kind: ReadingKind, signal?: AbortSignal): Promise<RunEnd> => {
  const own = await ownCredentials(scope);
  if (!own.ok && own.error.code === 'other-account') return 'done';
  const until = performance.now() + RUN_MS;
  const mayGoOn = givingWay(scope, until, signal);
  if (!(await mayGoOn())) return 'more';
  const run = new Run(scope, kind, await countReadings(scope, kind));
  if (!own.ok) run.blocked = own.error;
  let end: RunEnd = 'done';
  let rateBefore = 0;
  let pace = paceOf(1);
  let after: UnreadPoint | null = null;
  while (run.blocked === null) {
    const rate = await setting(RATES[kind]);
    if (rate === 0) break;
    const points = await unreadPoints(scope, kind, {
      limit: BATCH,
      deniedForSeconds: DENIED_SECONDS,
      withoutVaults: run.closedVaults,
      after,
    });
    if (points.length === 0) {
      if (after === null) break;
      // What came meanwhile, and what AWS did not answer, stands before.
      after = null;
      continue;
    }
    after = points.at(-1) ?? null;
    if (performance.now() >= until) {
      end = 'more';
      break;
    }
    if (rate !== rateBefore) pace = paceOf(rate);
    rateBefore = rate;
    const calls = Math.max(1, Math.ceil((rate * (until - performance.now())) / 1_000));
    const inTime = kind === 'tags' ? calls * TAGS_AT_ONCE : calls;
    await readBatch(run, points.slice(0, inTime), { pace, mayGoOn, signal });
  }
  await run.tell(await countReadings(scope, kind));
  return run.blocked === null ? end : 'later';
};
