import { api } from '@/lib/paths';
import { getJson } from './get-json';

/** Who is signed in in this browser, by id; `null`: nobody. `undefined`: the console cannot say at the moment. */
export const askSession = async (): Promise<string | null | undefined> => {
  try {
    return (await getJson<{ readonly user: string | null }>(api.session())).user;
  } catch {
    return undefined;
  }
};
