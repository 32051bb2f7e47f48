import 'server-only';
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import { withTransaction } from '@/lib/db/client';
import { headOf } from '@/lib/db/repositories/audit';
import { appendEvents } from '@/lib/db/repositories/events';
import { streamRecord } from '@/lib/db/stream-record';
import { logLine } from '@/lib/log';
import type { Problem } from '@/lib/problem';
import type { NewEvent } from '@/lib/record/kinds';
import { fingerprintOf } from '@/lib/record/signing';
import { writeExport } from '@/lib/record/write-export';
import { err, ok, type Result } from '@/lib/result';
import { type SigningKeyProblem, signingKeyIn } from '@/lib/signing-key';
import { version } from '@/package.json';
import type { Signing } from './views';
import { readableChain } from './visible';

/** A key to sign with is configured, and it cannot be used: nothing is exported unsigned by mistake. */
export interface NoSigningKey {
  readonly code: 'signing-key';
  readonly why: SigningKeyProblem['code'];
}

/** What exports of this console are signed with. */
export const signing = (): Signing => {
  const key = signingKeyIn(process.env);
  if (!key.ok) return { state: 'unusable', why: key.error.code };
  return key.value === null ? { state: 'none' } : { state: 'key', fingerprint: fingerprintOf(createPublicKey(key.value)) };
};

/**
 * One chain as a file of `rehome verify-history`, piece by piece. That somebody takes it is recorded in that chain before the first piece, so that the file tells of
 * itself, and one who breaks off has what was sent until then. A record that is wrong already is exported as it is, and not signed.
 */
export const exportAudit = async (caller: Caller, chain: string): Promise<Result<AsyncGenerator<string>, Problem | NoSigningKey>> => {
  const readable = await readableChain(caller, chain);
  if (!readable.ok) return readable;
  const key = signingKeyIn(process.env);
  if (!key.ok) return err({ code: 'signing-key', why: key.error.code });
  if ((await headOf(chain)).seq === 0) return err({ code: 'not-found', what: 'event', id: `${chain} 1` });
  const exportedAt = new Date();
  const exported: NewEvent = {
    ...{ at: exportedAt, actor: caller.user, kind: 'history-exported', subject: null },
    data: { format: 'record', selection: chain },
  };
  await withTransaction((tx) => appendEvents(tx, chain, [exported]));
  return ok(streamRecord(chain, (snapshot) => linesOf(snapshot, { chain, exportedAt, key: key.value })));
};

type Lines = Parameters<typeof streamRecord>[1];
type Snapshot = Parameters<Lines>[0];

async function* linesOf(
  { chains, events }: Snapshot,
  { chain, exportedAt, key }: { readonly chain: string; readonly exportedAt: Date; readonly key: KeyObject | null },
): AsyncGenerator<string> {
  const { fault } = yield* writeExport({ exportedAt, product: version, selection: chain, chains, events }, key);
  if (fault !== null) logLine({ level: 'error', name: 'record-is-wrong', chain: fault.chain, seq: fault.seq, fault: fault.code });
}
