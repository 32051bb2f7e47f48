import { api } from '@/lib/paths';
import { getJson } from './get-json';
import { problemOf } from './problem-error';

/** What keeps the console from its work: its database, or that nobody answers at all (`offline`); `null`: nothing that it knows of. */
export const askReady = async (): Promise<{ readonly code: string } | null> => {
  try {
    await getJson(api.ready());
    return null;
  } catch (error) {
    return problemOf(error);
  }
};
