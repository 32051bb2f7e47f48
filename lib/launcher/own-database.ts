import type { Lifetime } from './lifetime.js';
import { askServer } from './postgres-server';
import type { Need } from './supervise';

const AGAIN_MS = 1_000;

/**
 * The database at `url`, which is not the launch's to start: what needs it is started again when it answers, so that a failover of minutes does not look like
 * parts that cannot be started.
 */
export const ownDatabase = (life: Lifetime, url: string): Need => {
  const isReady = (): Promise<boolean> =>
    askServer(url).then(
      () => true,
      () => false,
    );
  return {
    name: 'the database',
    isReady,
    whenReady: async () => {
      while (!life.ending && !(await isReady())) await life.pause(AGAIN_MS);
    },
  };
};
