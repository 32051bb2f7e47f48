import 'server-only';
import { readSetting, readSettings } from '@/lib/db/repositories/settings';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { SETTING_NAMES, SETTINGS, type SettingName, type SettingValue, type SettingView } from './table';

/** What a setting is where `stored` is stored of it; `undefined`: nobody chose. */
export const valueOrInitial = <N extends SettingName>(name: N, stored: unknown): SettingValue<N> => {
  const read = SETTINGS[name].schema.safeParse(stored);
  return (read.success ? read.data : SETTINGS[name].initial) as SettingValue<N>;
};

/** What a setting is: as chosen, or its initial value where nobody chose, or where what is stored is no value of it any more. */
export const setting = async <N extends SettingName>(name: N): Promise<SettingValue<N>> => valueOrInitial(name, await readSetting(name));

/** What a start has to be given. */
export const startNeeds = async (): Promise<{ readonly reason: boolean; readonly ticket: boolean }> => {
  const [reason, ticket] = await Promise.all([setting('requireReason'), setting('requireTicket')]);
  return { reason, ticket };
};

/** Every setting with its value, and by whom and when it was chosen. */
export const listSettings = async (): Promise<Result<readonly SettingView[], Problem>> => {
  const rows = new Map((await readSettings()).map((row) => [row.name, row]));
  return ok(
    SETTING_NAMES.map((name) => {
      const row = rows.get(name);
      return {
        name,
        value: valueOrInitial(name, row?.value),
        changed: row === undefined ? null : { by: row.changedBy, at: row.changedAt.toISOString() },
      };
    }),
  );
};
