import { fileURLToPath } from 'node:url';
import { Children } from '@/lib/launcher/children.js';
import { setUp } from '@/lib/launcher/set-up.js';

/** Before all stories: a build of exactly the files that are here. */
const build = async (): Promise<void> => {
  const children = new Children();
  try {
    await setUp(fileURLToPath(new URL('../..', import.meta.url)), children, { build: true });
  } finally {
    await children.stopAll();
  }
};

export default build;
