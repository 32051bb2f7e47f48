import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { writeSetting } from '@/lib/db/repositories/settings';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { valueOrInitial } from './read';
import { SETTINGS, type SettingName } from './table';

/** Chooses a setting. The event in the console's chain tells what it was and what it is. */
export const changeSetting = async (caller: Caller, name: SettingName, value: unknown): Promise<Result<null, Problem>> => {
  const wanted = SETTINGS[name].schema.safeParse(value);
  if (!wanted.success) return err({ code: 'bad-input', fields: [name] });
  const at = new Date();
  await writeSetting({ name, value: wanted.data, changedBy: caller.user, changedAt: at }, (before) => ({
    at,
    actor: caller.user,
    kind: 'settings-changed',
    subject: name,
    data: { name, from: valueOrInitial(name, before), to: wanted.data },
  }));
  return ok(null);
};
