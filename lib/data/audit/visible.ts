import 'server-only';
import { accountsWith, may } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { readHeads } from '@/lib/db/repositories/audit';
import type { Problem } from '@/lib/problem';
import { accountChain, CONSOLE_CHAIN } from '@/lib/record/event';
import { err, ok, type Result } from '@/lib/result';
import { whomToAsk } from '../people/directory';
import type { AuditChain } from './views';

const mayRead = (caller: Caller): ((chain: string) => boolean) => {
  const accounts = accountsWith(caller.grants, 'read-audit');
  const ofConsole = may(caller.grants, 'read-console-audit', null);
  return (chain) => {
    if (chain === CONSOLE_CHAIN) return ofConsole;
    return accounts === 'every' || accounts.some((account) => chain === accountChain(account));
  };
};

/** The chains that the caller may read, with their last events, by name. */
export const visibleChains = async (caller: Caller): Promise<readonly AuditChain[]> => {
  const visible = mayRead(caller);
  const heads = await readHeads();
  return heads.filter(({ chain }) => visible(chain)).map((head) => ({ ...head, at: head.at.toISOString() }));
};

/** `chain`, where the caller may read it. Whether there is such a chain is told to nobody who may not. */
export const readableChain = async (caller: Caller, chain: string): Promise<Result<string, Problem>> => {
  if (mayRead(caller)(chain)) return ok(chain);
  const permission = chain === CONSOLE_CHAIN ? 'read-console-audit' : 'read-audit';
  return err({ code: 'not-permitted', permission, ask: await whomToAsk() });
};
