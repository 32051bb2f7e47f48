import 'server-only';
import { z } from 'zod';
import type { Caller } from '@/lib/auth/caller';
import { changeStored, readSetting } from '@/lib/db/repositories/settings';
import { ok, type Result } from '@/lib/result';

const NAME = 'takeOverAccounts';

/** What is stored; anything else enables nothing. */
const accountsIn = (value: unknown): readonly string[] => {
  const read = z.array(z.string().regex(/^\d{12}$/)).safeParse(value);
  return read.success ? read.data : [];
};

/** The accounts in which Rehome itself carries out the steps of a way. None until an administrator enables one. */
export const takeOverAccounts = async (): Promise<readonly string[]> => accountsIn(await readSetting(NAME));

/** Enables take-over in an account, or ends it: ways under way are then carried out by people. The event in the console's chain tells what it was and what it is. */
export const changeTakeOver = async (
  caller: Caller,
  { account, enabled }: { readonly account: string; readonly enabled: boolean },
): Promise<Result<null, never>> => {
  const at = new Date();
  await changeStored(NAME, { changedBy: caller.user, changedAt: at }, (before) => {
    const from = accountsIn(before);
    if (from.includes(account) === enabled) return null;
    const to = enabled ? [...from, account] : from.filter((each) => each !== account);
    const data = { name: NAME, from: [...from], to };
    return { value: to, event: { at, actor: caller.user, kind: 'settings-changed', subject: NAME, data } };
  });
  return ok(null);
};
