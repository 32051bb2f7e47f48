import { queryOptions } from '@tanstack/react-query';
import type { Regions } from '@/lib/data/regions';
import { api, type Place } from '@/lib/paths';
import { getJson } from './get-json';
import { retryDelayMs, retryProblem } from './problem-error';

const HOUR_MS = 3_600_000;

/** The regions that one can switch to. They change a few times a year. */
export const regionsQuery = (place: Place) =>
  queryOptions({
    queryKey: ['regions', place.account, place.region],
    queryFn: () => getJson<Regions>(api.regions(place)),
    staleTime: HOUR_MS,
    gcTime: HOUR_MS,
    retry: retryProblem,
    retryDelay: retryDelayMs,
  });
