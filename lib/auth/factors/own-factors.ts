import 'server-only';
import { setting } from '@/lib/data/settings/read';
import { withTransaction } from '@/lib/db/client';
import { endSessionsOf } from '@/lib/db/repositories/ended-sessions';
import { appendEvents } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import {
  type Factors,
  hasFactor,
  holdPerson,
  noteSecondFactor,
  readFactors,
  replaceCodes,
  secondFactorOf,
  type TakenFactor,
} from '@/lib/db/repositories/factors';
import type { SecondFactor } from '@/lib/db/schema/factors';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from '../caller';
import { hashOfCode, newCodes } from './recovery-codes';
import { isRequired } from './required';

/** The session was opened without the second factor that its person has: in it none is changed. */
type Unproved = { readonly code: 'factor-needed' };
/** It is the last one, and a role of the person needs one. */
export type Required = { readonly code: 'factor-required' };

/** A person's factors, while a transaction holds them. */
export interface Held {
  readonly factors: Factors;
  /** What was proved in the session in which it is asked. */
  readonly second: SecondFactor | null;
  readonly at: Date;
}

/** Changes one's own factors, one change after the other. Events are the work's. */
export const changeOwnFactors = <T, E extends { readonly code: string }>(
  caller: Caller,
  work: (tx: Transaction, held: Held) => Promise<Result<T, E>>,
): Promise<Result<T, E | Unproved>> =>
  withTransaction(async (tx): Promise<Result<T, E | Unproved>> => {
    await holdPerson(tx, caller.user);
    const factors = await readFactors(tx, caller.user);
    const second = await secondFactorOf(tx, caller.session.id);
    if (hasFactor(factors) && second === null) return err({ code: 'factor-needed' });
    return work(tx, { factors, second, at: new Date() });
  });

const hashes = (codes: readonly string[]): readonly string[] => codes.flatMap((code) => hashOfCode(code) ?? []);

const eventOf =
  (kind: 'factor-added' | 'factor-removed', { user }: Caller, at: Date) =>
  (data: TakenFactor): NewEvent => ({ at, actor: user, kind, subject: user, data: { person: user, ...data } });

const endedEvents = ({ user }: Caller, at: Date, ended: readonly string[]): readonly NewEvent[] =>
  ended.map((sessionId) => ({
    at,
    actor: user,
    kind: 'session-ended',
    subject: user,
    data: { person: user, sessionId, cause: 'factors-changed' },
  }));

/**
 * What goes with a factor that was added: the first recovery codes, the events, and that every other session ends, which was opened without it. Call it last.
 * @returns the recovery codes, told only now; `null` where the person has some already
 */
export const afterAdding = async (
  tx: Transaction,
  caller: Caller,
  { factors, second, at }: Held,
  added: { readonly factor: 'totp' | 'passkey'; readonly factorId: string },
): Promise<readonly string[] | null> => {
  const codes = factors.codesLeft === 0 ? newCodes() : null;
  if (codes !== null) await replaceCodes(tx, caller.user, hashes(codes), at);
  if (second === null) await noteSecondFactor(tx, caller.session.id, added.factor);
  const ended = await endSessionsOf(tx, caller.user, at, caller.session.id);
  const all: readonly TakenFactor[] = codes === null ? [added] : [added, { factor: 'recovery-codes', factorId: null }];
  await appendEvents(tx, CONSOLE_CHAIN, [...all.map(eventOf('factor-added', caller, at)), ...endedEvents(caller, at, ended)]);
  return codes;
};

/** Whether a person's last factor may not go: a role of theirs needs one, and it is not the identity provider's that counts here. */
export const mayNotGo = async ({ grants }: Caller, { factors, second }: Held): Promise<boolean> => {
  const count = factors.passkeys.length + (factors.totp === null ? 0 : 1);
  if (count > 1) return false;
  if (second === 'provider' && (await setting('providerFactorCounts'))) return false;
  return isRequired(grants, await setting('factorRequiredFor'));
};

/** What goes with factors that were taken away: without one left the recovery codes; the events, and that every other session ends. Call it last. */
export const afterTaking = async (tx: Transaction, caller: Caller, { second, at }: Held, taken: readonly TakenFactor[]): Promise<void> => {
  const left = await readFactors(tx, caller.user);
  const codes = !hasFactor(left) && (await replaceCodes(tx, caller.user, [], at));
  if (!hasFactor(left) && second !== 'provider') await noteSecondFactor(tx, caller.session.id, null);
  const ended = await endSessionsOf(tx, caller.user, at, caller.session.id);
  const all: readonly TakenFactor[] = codes ? [...taken, { factor: 'recovery-codes', factorId: null }] : taken;
  await appendEvents(tx, CONSOLE_CHAIN, [...all.map(eventOf('factor-removed', caller, at)), ...endedEvents(caller, at, ended)]);
};

/** There is no second factor that recovery codes could stand in for. */
type NoFactor = { readonly code: 'no-factor' };

/** New recovery codes, told only now; the old ones count no more. */
export const newRecoveryCodes = (caller: Caller): Promise<Result<{ readonly codes: readonly string[] }, NoFactor | Unproved>> =>
  changeOwnFactors(caller, async (tx, { factors, at }): Promise<Result<{ readonly codes: readonly string[] }, NoFactor>> => {
    if (!hasFactor(factors)) return err({ code: 'no-factor' });
    const codes = newCodes();
    const before = await replaceCodes(tx, caller.user, hashes(codes), at);
    const row: TakenFactor = { factor: 'recovery-codes', factorId: null };
    await appendEvents(tx, CONSOLE_CHAIN, [
      ...(before ? [eventOf('factor-removed', caller, at)(row)] : []),
      eventOf('factor-added', caller, at)(row),
    ]);
    return ok({ codes });
  });
