import { byPlace, check } from './check';
import type { Diagnostic } from './diagnostic';
import type { FactIndex } from './fact-index';
import type { Facts, Known, PermissionFacts } from './facts';
import type { RestorePlan } from './plan';

const MINUTE_MS = 60_000;

/** How long an answer can be relied on. The server asks AWS anew long before (lib/data/facts), so these are only reached where AWS does not answer. */
const LIMITS_MS = {
  /** Who holds or claims an address, and whether it runs: another launch changes that within seconds. */
  addresses: 5 * MINUTE_MS,
  /** What people configure: subnets, groups, keys, images, roles and policies. */
  settings: 15 * MINUTE_MS,
  /** What AWS itself defines: types, where they are offered, quotas. The server keeps these for six hours. */
  catalogue: 24 * 60 * MINUTE_MS,
} as const;

type See = <T>(fact: Known<T>, limitMs: number) => Known<T>;

const each = <T>(facts: Readonly<Record<string, Known<T>>>, limitMs: number, see: See): Readonly<Record<string, Known<T>>> =>
  Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, see(fact, limitMs)]));

const eachPermission = (facts: PermissionFacts, limitMs: number, see: See): PermissionFacts => ({
  restoreRoleTrust: see(facts.restoreRoleTrust, limitMs),
  passInstanceRole: see(facts.passInstanceRole, limitMs),
  passRestoreRole: see(facts.passRestoreRole, limitMs),
  runInstances: see(facts.runInstances, limitMs),
  vaultPolicy: see(facts.vaultPolicy, limitMs),
  kmsKeys: see(facts.kmsKeys, limitMs),
});

/** Every fact with the limit of its kind. */
const eachFact = (facts: Facts, see: See): Facts => {
  const { addresses, settings, catalogue } = LIMITS_MS;
  return {
    callerAccount: see(facts.callerAccount, settings),
    callerArn: see(facts.callerArn, settings),
    subnets: see(facts.subnets, settings),
    interfaces: each(facts.interfaces, addresses, see),
    reservations: each(facts.reservations, settings, see),
    hidden: each(facts.hidden, addresses, see),
    attached: each(facts.attached, addresses, see),
    instances: see(facts.instances, addresses),
    ...(facts.originalElsewhere === undefined ? {} : { originalElsewhere: see(facts.originalElsewhere, addresses) }),
    instanceTypes: each(facts.instanceTypes, catalogue, see),
    offerings: each(facts.offerings, catalogue, see),
    securityGroups: see(facts.securityGroups, settings),
    groupsPerInterface: see(facts.groupsPerInterface, catalogue),
    metadataDefaults: see(facts.metadataDefaults, settings),
    placementGroups: see(facts.placementGroups, settings),
    keyPairs: see(facts.keyPairs, settings),
    image: see(facts.image, settings),
    point: see(facts.point, settings),
    elasticIps: see(facts.elasticIps, settings),
    claims: see(facts.claims, addresses),
    permissions: eachPermission(facts.permissions, settings, see),
  };
};

/** The facts with those unknown, for that reason and with their instant, of which `isOld` says so. The same object where none is. */
const without = (facts: Facts, isOld: (asOfMs: number, limitMs: number) => boolean): Facts => {
  let old = false;
  const left = eachFact(facts, (fact, limitMs) => {
    if (fact.state === 'unknown' || !isOld(Date.parse(fact.asOf), limitMs)) return fact;
    old = true;
    return { state: 'unknown', reason: { code: 'old' }, asOf: fact.asOf, source: fact.source };
  });
  return old ? left : facts;
};

/** The facts as they can be relied on at `nowMs`. */
export const agedFacts = (facts: Facts, nowMs: number): Facts => without(facts, (asOfMs, limitMs) => nowMs - asOfMs >= limitMs);

/** The facts that were asked for at `sinceMs` or later. */
export const factsSince = (facts: Facts, sinceMs: number): Facts => without(facts, (asOfMs) => !(asOfMs >= sinceMs));

/** Every fact by itself, whatever it is about. */
export const allFacts = (facts: Facts): readonly Known<unknown>[] => {
  const all: Known<unknown>[] = [];
  eachFact(facts, (fact) => {
    all.push(fact);
    return fact;
  });
  return all;
};

/** When the next of them grows too old; `null` where none will. */
export const nextOldAtMs = (facts: Facts, nowMs: number): number | null => {
  let next = Number.POSITIVE_INFINITY;
  eachFact(facts, (fact, limitMs) => {
    const at = fact.state === 'known' ? Date.parse(fact.asOf) + limitMs : Number.NaN;
    if (at > nowMs && at < next) next = at;
    return fact;
  });
  return next === Number.POSITIVE_INFINITY ? null : next;
};

/** The instant of the newest answer, or of the newest try to get one; `null` where nothing was asked. */
export const newestAsOfMs = (facts: Facts): number | null => {
  const instants = allFacts(facts).map(({ asOf }) => Date.parse(asOf));
  const newest = Math.max(Number.NEGATIVE_INFINITY, ...instants.filter((at) => !Number.isNaN(at)));
  return newest === Number.NEGATIVE_INFINITY ? null : newest;
};

/**
 * The verdict where some facts are old: whatever is found on them still counts, because nothing says that it has changed, but what they let pass is unknown.
 * @param index of all facts, however old
 * @param aged index of `agedFacts`
 */
export const checkAged = (plan: RestorePlan, index: FactIndex, aged: FactIndex): readonly Diagnostic[] =>
  [...check(plan, index), ...check(plan, aged).filter(({ code }) => code === 'unknown-old')].sort(byPlace);
