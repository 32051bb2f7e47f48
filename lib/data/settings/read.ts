import 'server-only';
import { readSetting } from '@/lib/db/repositories/settings';
import { SETTINGS, type SettingName, type SettingValue } from './table';

/** What a setting is: as chosen, or its initial value where nobody chose, or where what is stored is no value of it any more. */
export const setting = async <N extends SettingName>(name: N): Promise<SettingValue<N>> => {
  const stored = SETTINGS[name].schema.safeParse(await readSetting(name));
  return (stored.success ? stored.data : SETTINGS[name].initial) as SettingValue<N>;
};

/** What a start has to be given. */
export const startNeeds = async (): Promise<{ readonly reason: boolean; readonly ticket: boolean }> => {
  const [reason, ticket] = await Promise.all([setting('requireReason'), setting('requireTicket')]);
  return { reason, ticket };
};
