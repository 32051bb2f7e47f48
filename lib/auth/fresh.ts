import 'server-only';
import { setting } from '@/lib/data/settings/read';
import type { Caller } from './caller';

const MINUTE_MS = 60_000;

/** Whether somebody has proved who they are recently enough for what cannot be taken back: within the minutes of the setting. */
export const isFresh = async ({ session }: Caller): Promise<boolean> => {
  const minutes = await setting('freshSignInMinutes');
  return minutes === null || Date.now() - session.signedInAt.getTime() < minutes * MINUTE_MS;
};
