import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FactsAnswer } from '@/lib/data/facts/views';
import { api, type Place } from '@/lib/paths';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import { ASKS_AWS_MS, getJson } from './get-json';
import { pollMs, retryDelayMs, retryProblem } from './problem-error';

const REFRESH_MS = 15_000;
/** A subnet with thousands of interfaces is megabytes; it is looked at once a minute. */
const REFRESH_LARGE_MS = 60_000;
const LARGE_INTERFACES = 5_000;

const listOf = (values: readonly string[]): string | undefined => (values.length === 0 ? undefined : [...new Set(values)].sort().join(','));

/** A subject as a query string; the same subject always gives the same address. */
const factsUrl = (place: Place, subject: FactsSubject): string =>
  api.facts(place, {
    subnets: listOf(subject.subnetIds),
    interfaces: listOf(subject.interfaceIds),
    types: listOf(subject.instanceTypes),
    vpcs: listOf(subject.vpcIds),
    point: subject.recoveryPointArn ?? undefined,
    resource: subject.resourceArn ?? undefined,
    role: subject.restoreRoleArn ?? undefined,
    profile: subject.instanceProfileName ?? undefined,
    vault: subject.vault ?? undefined,
    keys: listOf(subject.kmsKeyIds),
    others: subject.otherTypes ? 'true' : undefined,
  });

const refreshMs = (answer: FactsAnswer | undefined): number => {
  const subnets = Object.values(answer?.facts.interfaces ?? {});
  const count = subnets.reduce((sum, fact) => sum + (fact.state === 'known' ? fact.value.length : 0), 0);
  return count > LARGE_INTERFACES ? REFRESH_LARGE_MS : REFRESH_MS;
};

/**
 * The facts about a plan, looked at again each 15 s while the tab is seen, so that an address that someone takes changes before one's eyes. While a changed subject
 * loads, the facts of the old one stay: what they do not cover checks as unknown.
 */
export const factsQuery = (place: Place, subject: FactsSubject) => {
  const url = factsUrl(place, subject);
  return queryOptions({
    queryKey: ['facts', url],
    queryFn: () => getJson<FactsAnswer>(url, ASKS_AWS_MS),
    staleTime: 5_000,
    refetchInterval: (query) => pollMs(query.state.error, refreshMs(query.state.data)),
    refetchIntervalInBackground: false,
    placeholderData: keepPreviousData,
    retry: retryProblem,
    retryDelay: retryDelayMs,
  });
};
