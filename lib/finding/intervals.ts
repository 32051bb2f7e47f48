/** That somebody was seen with an address, or without it, at an instant. `E` is what proves it. */
export interface Observation<E> {
  /** ARN of the resource, or the id of an interface. */
  readonly holder: string;
  readonly atMs: number;
  readonly evidence: E;
  /** As what it had the address, and in which subnet; `null`: it had it not; `unknown`: what it had could not be read. */
  readonly held: Held | null | 'unknown';
}

/** As what an address was held. The same address may be held twice at once, in different subnets of different networks. */
export interface Held {
  readonly role: string;
  readonly subnetId: string | null;
}

/** A stretch in which a holder was seen with an address again and again, and never otherwise. It claims nothing before its first observation or after its last. */
export interface Interval<E> extends Held {
  readonly holder: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** The observations in it, the oldest first; at least one. */
  readonly seen: readonly { readonly atMs: number; readonly evidence: E }[];
  /** Observations between the first and the last of which it is not known what they show. */
  readonly unknown: number;
}

const HOUR_MS = 3_600_000;
/** Backups within this distance count as in a row however often they are made. */
const LEAST_GAP_MS = 36 * HOUR_MS;
const TIMES_USUAL = 2.5;

/** Two observations that are further apart than this have a gap between them: two and a half times what is usual between them, at least a day and a half. */
export const gapAfterMs = (instants: readonly number[]): number => {
  const sorted = [...instants].sort((a, b) => a - b);
  const distances = sorted
    .slice(1)
    .map((at, index) => at - (sorted[index] ?? at))
    .sort((a, b) => a - b);
  const median = distances[Math.floor(distances.length / 2)] ?? 0;
  return Math.max(LEAST_GAP_MS, TIMES_USUAL * median);
};

interface Moment<E> {
  readonly atMs: number;
  readonly evidence: E;
  readonly held: Held | null | 'unknown';
}

const sameHeld = (a: Held, b: Held): boolean => a.role === b.role && a.subnetId === b.subnetId;

/** One observation an instant: where two of the same instant disagree, neither proves anything; one that says something counts before one that does not. */
const merged = <E>(observations: readonly Observation<E>[]): readonly Moment<E>[] => {
  const byInstant = new Map<number, Moment<E>>();
  for (const { atMs, evidence, held } of observations) {
    const before = byInstant.get(atMs)?.held;
    if (before === undefined || before === 'unknown') byInstant.set(atMs, { atMs, evidence, held });
    else if (held === 'unknown' || (before === null && held === null)) continue;
    else if (before === null || held === null || !sameHeld(before, held)) byInstant.set(atMs, { atMs, evidence, held: null });
  }
  return [...byInstant.values()].sort((a, b) => a.atMs - b.atMs);
};

/** When each holder was seen with the address, by subnet: what tells that somebody else had it in between. */
type Sightings = ReadonlyMap<string | null, readonly { readonly atMs: number; readonly holder: string }[]>;

const sightingsOf = <E>(observations: readonly Observation<E>[]): Sightings => {
  const bySubnet = new Map<string | null, { readonly atMs: number; readonly holder: string }[]>();
  for (const { atMs, holder, held } of observations) {
    if (held === null || held === 'unknown') continue;
    const list = bySubnet.get(held.subnetId) ?? [];
    bySubnet.set(held.subnetId, list);
    list.push({ atMs, holder });
  }
  for (const list of bySubnet.values()) list.sort((a, b) => a.atMs - b.atMs);
  return bySubnet;
};

/** Whether anybody else was seen with it between two instants, both left out. */
const othersBetween = (sightings: Sightings, subnetId: string | null, holder: string, fromMs: number, toMs: number): boolean => {
  const list = sightings.get(subnetId) ?? [];
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.atMs ?? 0) <= fromMs) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < list.length; at += 1) {
    const each = list[at];
    if (each === undefined || each.atMs >= toMs) return false;
    if (each.holder !== holder) return true;
  }
  return false;
};

const ofHolder = <E>(holder: string, observations: readonly Observation<E>[], sightings: Sightings): readonly Interval<E>[] => {
  const moments = merged(observations);
  const gapMs = gapAfterMs(moments.map(({ atMs }) => atMs));
  const intervals: Interval<E>[] = [];
  let unknown = 0;
  let ended = true;
  for (const { atMs, evidence, held } of moments) {
    if (held === 'unknown') {
      unknown += 1;
      continue;
    }
    const last = intervals.at(-1);
    const goesOn = (each: Interval<E>, what: Held): boolean =>
      sameHeld(each, what) && atMs - each.toMs <= gapMs && !othersBetween(sightings, what.subnetId, holder, each.toMs, atMs);
    if (held !== null && last !== undefined && !ended && goesOn(last, held))
      intervals[intervals.length - 1] = { ...last, toMs: atMs, seen: [...last.seen, { atMs, evidence }], unknown: last.unknown + unknown };
    else if (held !== null) intervals.push({ holder, ...held, fromMs: atMs, toMs: atMs, seen: [{ atMs, evidence }], unknown: 0 });
    ended = held === null;
    unknown = 0;
  }
  return intervals;
};

/**
 * Who held an address when, as far as observations prove it, the newest first. A stretch ends where its holder was seen without the address or with it in another role or subnet, where
 * somebody else was seen with it in the same subnet, and where nothing was seen for longer than usual.
 */
export const intervalsOf = <E>(observations: readonly Observation<E>[]): readonly Interval<E>[] => {
  const sightings = sightingsOf(observations);
  const byHolder = new Map<string, Observation<E>[]>();
  for (const each of observations) {
    const list = byHolder.get(each.holder);
    if (list === undefined) byHolder.set(each.holder, [each]);
    else list.push(each);
  }
  return [...byHolder]
    .flatMap(([holder, list]) => ofHolder(holder, list, sightings))
    .sort((a, b) => b.toMs - a.toMs || b.fromMs - a.fromMs || (a.holder < b.holder ? -1 : 1));
};

/** A stretch of which nothing tells who held the address, or whether anybody did. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The stretches between intervals, the newest first: from the end of one to the beginning of the next. */
export const gapsBetween = (intervals: readonly { readonly fromMs: number; readonly toMs: number }[]): readonly Gap[] => {
  const gaps: Gap[] = [];
  let end: number | null = null;
  for (const { fromMs, toMs } of [...intervals].sort((a, b) => a.fromMs - b.fromMs)) {
    if (end !== null && fromMs > end) gaps.push({ fromMs: end, toMs: fromMs });
    end = Math.max(end ?? toMs, toMs);
  }
  return gaps.reverse();
};
