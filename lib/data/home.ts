import 'server-only';
import type { Place } from '@/lib/paths';
import { currentPlace } from './identity';

/** The frame stands around every page, so it waits for nobody: a cut line to AWS takes many seconds to find out. */
const PATIENCE_MS = 1_000;

/** Where the console's credentials belong, for the frame; `null` where that is not known, or not known soon. */
export const homePlace = async (): Promise<Place | null> => {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const place = await Promise.race([currentPlace(), late]);
  return place?.ok ? { account: place.value.account, region: place.value.region } : null;
};
