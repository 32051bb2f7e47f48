import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { interfacesOfSubnet } from '@/lib/aws/interfaces';
import { cidrReservations, subnetById } from '@/lib/aws/subnets';
import { processWide } from '@/lib/process-wide';
import type { Facts, Known } from '@/lib/restore/facts';
import { type HiddenAddresses, hiddenAddresses, NONE_HIDDEN, type SubnetRead, unexplained } from '@/lib/restore/hidden-addresses';
import { ok } from '@/lib/result';
import { factKind, known, knownValue, unknown } from './known';
import type { Asking } from './network';
import type { Reading } from './reading';

const SOURCE = 'ec2:DescribeSubnets';
/** Two looks are so far apart that AWS's own lists have come to agree in between. */
const APART_MS = 3_000;
/** What was proven stands so long where the looks since then saw changes; as long as an answer about addresses can be relied on (facts-age). */
const STANDS_MS = 5 * 60_000;
const MOST_SUBNETS = 500;

/** A look with the instants between which it was made. */
interface Look {
  readonly read: SubnetRead;
  readonly beganAt: number;
  readonly endedAt: number;
}

interface Watched {
  readonly last: Look;
  readonly proven: { readonly value: HiddenAddresses; readonly at: number } | null;
}

/** Subnets in which something is unexplained, by place and id. */
const watched = processWide('facts.hidden', () => new Map<string, Watched>());

const lookKind = factKind<Look | null>(SOURCE, 10_000, 'hidden-look');

/** One look of its own, the count before the interfaces, so that two of them in a row have an order. */
const look = ({ scope, reading }: Asking, key: string, subnetId: string): Promise<Known<Look | null>> =>
  lookKind(
    key,
    async () => {
      const beganAt = Date.now();
      const subnet = await subnetById(scope.aws, subnetId);
      if (!subnet.ok) return subnet;
      const interfaces = await interfacesOfSubnet(scope.aws, subnetId);
      if (!interfaces.ok) return interfaces;
      const reservations = await cidrReservations(scope.aws, subnetId);
      if (!reservations.ok) return reservations;
      const read = subnet.value === null ? null : { subnet: subnet.value, interfaces: interfaces.value, reservations: reservations.value };
      return ok(read === null ? null : { read, beganAt, endedAt: Date.now() });
    },
    reading,
  );

/** Sets a look beside the one before, and remembers what the two prove. */
const observe = (key: string, now: Look): Watched => {
  const before = watched.get(key);
  if (before?.last === now || (before !== undefined && now.beganAt < before.last.endedAt + APART_MS)) return before;
  const together = before === undefined ? null : hiddenAddresses(before.last.read, now.read);
  const stands = before?.proven != null && now.endedAt - before.proven.at < STANDS_MS ? before.proven : null;
  const next: Watched = { last: now, proven: together === null ? stands : { value: together, at: now.beganAt } };
  watched.delete(key);
  watched.set(key, next);
  const oldest = watched.keys().next();
  if (watched.size > MOST_SUBNETS && !oldest.done) watched.delete(oldest.value);
  return next;
};

type Seen = Pick<Facts, 'subnets' | 'interfaces' | 'reservations'>;

/** What the facts that are there anyway say of a subnet; `null` where one of them is unknown, so that nothing can be reckoned. */
const readOf = (id: string, { subnets, interfaces, reservations }: Seen): SubnetRead | null => {
  const subnet = knownValue(subnets)?.find((each) => each.id === id);
  const [held, reserved] = [interfaces[id], reservations[id]];
  return subnet === undefined || held?.state !== 'known' || reserved?.state !== 'known'
    ? null
    : { subnet, interfaces: held.value, reservations: reserved.value };
};

const hiddenIn = async (asking: Asking, id: string, seen: Seen): Promise<Known<HiddenAddresses>> => {
  const asOf = new Date().toISOString();
  const key = [asking.scope.aws.connection, asking.scope.account, asking.scope.region, id].join('/');
  const read = readOf(id, seen);
  if (read === null) return unknown(SOURCE, asOf, { code: 'not-given' });
  if (unexplained(read).atLeast === 0) {
    watched.delete(key);
    return known(SOURCE, asOf, NONE_HIDDEN);
  }
  const first = await look(asking, key, id);
  if (first.state === 'unknown') return first;
  if (first.value === null) return known(SOURCE, asOf, NONE_HIDDEN);
  const { proven } = observe(key, first.value);
  const { reading } = asking;
  if (reading === null) return known(SOURCE, instant(proven?.at ?? first.value.beganAt), proven?.value ?? NONE_HIDDEN);
  return provenIn(reading, proven) ?? secondLook(asking, reading, { key, id });
};

const instant = (ms: number): string => new Date(ms).toISOString();

/** What was proven since the reading began, in it or beside it. */
const provenIn = ({ beganAtMs }: Reading, proven: Watched['proven']): Known<HiddenAddresses> | null =>
  proven !== null && proven.at >= beganAtMs ? known(SOURCE, instant(proven.at), proven.value) : null;

/** At a start there is no later look that could tell: what two looks do not prove is not known. */
const secondLook = async (
  asking: Asking,
  reading: Reading,
  { key, id }: { readonly key: string; readonly id: string },
): Promise<Known<HiddenAddresses>> => {
  await reading.inTime(() => wait(APART_MS));
  const second = await look(asking, key, id);
  if (second.state === 'unknown') return second;
  if (second.value === null) return known(SOURCE, second.asOf, NONE_HIDDEN);
  const { proven } = observe(key, second.value);
  return provenIn(reading, proven) ?? unknown(SOURCE, second.asOf, { code: 'undecided', why: 'changing' });
};

/**
 * How many addresses of each subnet are held by what AWS does not show (V10, V20, V30; facts 11.8). Costs nothing where all is explained; where something is not, a look of its
 * own every ten seconds, and the second of two that agree is the one that tells. At a start (in a reading) the second is made at once, three seconds after the first, and only what it proves is known.
 */
export const hiddenFacts = async (asking: Asking, subnetIds: readonly string[], seen: Seen): Promise<Facts['hidden']> =>
  Object.fromEntries(await Promise.all([...new Set(subnetIds)].map(async (id) => [id, await hiddenIn(asking, id, seen)] as const)));
