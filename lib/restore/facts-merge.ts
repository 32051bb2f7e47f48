import type { Facts, Known } from './facts';

/** Reasons that say nothing about the thing asked for: AWS did not answer, so what it said before is still the best that is known. */
const SILENT = new Set<string>(['unreachable', 'throttled', 'expired-credentials', 'failed']);

const kept = (before: Known<unknown>, now: Known<unknown>): Known<unknown> =>
  now.state === 'unknown' && before.state === 'known' && SILENT.has(now.reason.code) ? before : now;

/** Facts, or a group of them: by subnet, by type, or the permissions. */
type Group = Readonly<Record<string, unknown>>;

const isFact = (value: unknown): value is Known<unknown> => typeof (value as Group).state === 'string';

const merged = (before: unknown, now: unknown): unknown => {
  if (isFact(now)) return kept(before as Known<unknown>, now);
  const old = before as Group;
  const entries = Object.entries(now as Group).map(([name, each]) => [name, Object.hasOwn(old, name) ? merged(old[name], each) : each]);
  return { ...old, ...Object.fromEntries(entries) };
};

/**
 * New facts over old ones. Where AWS gave no answer this time, the last answer stays with its own instant, so that a check goes on with old
 * knowledge that is marked as old. A missing permission is an answer and replaces. Subnets and types that are no longer asked about stay
 * known, so that going back to them shows at once what was known.
 * @param samePermissions whether both were asked about the same restore role and profile; else nothing about permissions is kept
 */
export const mergeFacts = (before: Facts, now: Facts, samePermissions: boolean): Facts => {
  const facts = merged(before, now) as Facts;
  return samePermissions ? facts : { ...facts, permissions: now.permissions };
};

/** The instant of the oldest answer about who holds the addresses of `subnetIds`; `null` where none is known. */
export const addressesAsOf = (facts: Facts, subnetIds: readonly string[]): string | null => {
  const instants = subnetIds.flatMap((id) => {
    const fact = facts.interfaces[id];
    return fact?.state === 'known' ? [fact.asOf] : [];
  });
  return instants.sort()[0] ?? null;
};

/** Why AWS gave no answer, and to which call. */
export interface Silence {
  readonly code: 'unreachable' | 'throttled' | 'expired-credentials' | 'failed';
  readonly source: string;
}

const worst: readonly Silence['code'][] = ['expired-credentials', 'unreachable', 'throttled', 'failed'];

/** Whether AWS left a question about the network unanswered, and the gravest reason; `null` where it answered everything, if only by a refusal. */
export const silenceOf = (facts: Facts): Silence | null => {
  const asked: readonly Known<unknown>[] = [
    facts.callerAccount,
    facts.subnets,
    facts.instances,
    facts.securityGroups,
    ...Object.values(facts.interfaces),
    ...Object.values(facts.instanceTypes),
  ];
  const silences = asked.flatMap((fact): Silence[] =>
    fact.state === 'unknown' && SILENT.has(fact.reason.code) ? [{ code: fact.reason.code as Silence['code'], source: fact.source }] : [],
  );
  return silences.sort((a, b) => worst.indexOf(a.code) - worst.indexOf(b.code))[0] ?? null;
};
