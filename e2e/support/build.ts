import { fileURLToPath } from 'node:url';
import { Children } from '@/lib/launcher/children.js';
import { setUp } from '@/lib/launcher/set-up.js';
import { makeFirstData } from './first-data';

/** Before all stories: a build of exactly the files that are here, and the database that each world begins with. What takes it away again comes back. */
const build = async (): Promise<() => void> => {
  const children = new Children();
  try {
    await setUp(fileURLToPath(new URL('../..', import.meta.url)), children, { build: true });
  } finally {
    await children.stopAll();
  }
  return makeFirstData();
};

export default build;
