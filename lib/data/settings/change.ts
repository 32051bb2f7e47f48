import 'server-only';
import { writeSetting } from '@/lib/db/repositories/settings';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { withPermission } from '../history/permission';
import { setting } from './read';
import { SETTINGS, type SettingName } from './table';

/** Chooses a setting. The event in the console's chain tells what it was and what it is. */
export const changeSetting = (name: SettingName, value: unknown): Promise<Result<null, Problem>> =>
  withPermission('change-settings', async (session) => {
    const wanted = SETTINGS[name].schema.safeParse(value);
    if (!wanted.success) return err({ code: 'bad-input', fields: [name] });
    const [from, at] = [await setting(name), new Date()];
    await writeSetting(
      { name, value: wanted.data, changedBy: session.user, changedAt: at },
      { at, actor: session.user, kind: 'settings-changed', subject: name, data: { name, from, to: wanted.data } },
    );
    return ok(null);
  });
