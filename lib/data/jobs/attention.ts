import 'server-only';
import type { Place } from '@/lib/paths';
import { processWide } from '@/lib/process-wide';

/** For so long after a page read the jobs, somebody counts as looking. */
const LOOKING_MS = 45_000;

interface Attention {
  /** By `account/region`: when a page last asked. */
  readonly looked: Map<string, { readonly place: Place; readonly atMs: number }>;
  wake: () => void;
}

const attention = processWide<Attention>('job-attention', () => ({ looked: new Map(), wake: () => undefined }));

/** Notes that somebody looks at the jobs of a place, which keeps its sweeps going. */
export const noteLooking = (place: Place): void => {
  const { account, region } = place;
  attention.looked.set(`${account}/${region}`, { place: { account, region }, atMs: Date.now() });
};

/** The places that somebody looked at lately. */
export const lookedAt = (): readonly Place[] => {
  const since = Date.now() - LOOKING_MS;
  for (const [key, { atMs }] of attention.looked) if (atMs < since) attention.looked.delete(key);
  return [...attention.looked.values()].map(({ place }) => place);
};

/** Makes the background look at once what there is to do. */
export const wakeBackground = (): void => attention.wake();

/** What `wakeBackground` calls. */
export const onWake = (wake: () => void): void => {
  attention.wake = wake;
};
