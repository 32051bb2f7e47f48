import { setTimeout } from 'node:timers/promises';
import { carryOnce } from '@/lib/data/way-runs/carry';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import { PLACE, SCOPE } from './restores';

/* A worker as a process of its own that does one thing: it goes the ways of the place on, look after look, until it is ended. */
const go = async (): Promise<void> => {
  for (;;) {
    await carryOnce(SCOPE, await openWayRuns(PLACE));
    await setTimeout(20);
  }
};

void go();
