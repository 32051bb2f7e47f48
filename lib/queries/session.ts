import { api } from '@/lib/paths';
import { getJson } from './get-json';

/** Who is signed in in a browser, by id, and whether a role of theirs needs a second factor that was not proved in the session. */
interface Session {
  readonly user: string | null;
  readonly needsFactor: boolean;
}

/** Who is signed in in this browser; `undefined`: the console cannot say at the moment. */
export const askSession = async (): Promise<Session | undefined> => {
  try {
    return await getJson<Session>(api.session());
  } catch {
    return undefined;
  }
};
