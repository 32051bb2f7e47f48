import 'server-only';
import { processWide } from '@/lib/process-wide';
import { createCache } from './cache';

/** So long is a version told to everybody who asks for it, after it was asked for. Whoever polls asks every few seconds. */
const SHARED_MS = 250;

// By a clock that cannot be set: a version must not be told for an hour because the machine's clock went back by one.
const cache = createCache<string>(
  'versions',
  () => ({ freshMs: SHARED_MS }),
  () => performance.now(),
);
const changes = processWide('changes-made-here', () => ({ count: 0 }));

/** Something was changed through this console: whoever looks at it next is told nothing that was found out before. */
export const noteChangeHere = (): void => {
  changes.count += 1;
};

/** What `load` tells of `key`, asked once for all who ask at about the same time: two hundred pages that poll cost few queries more than one. */
export const sharedVersion = (key: string, load: () => Promise<string>): Promise<string> => cache.get(`${key} ${changes.count}`, load);
