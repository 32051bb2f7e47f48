import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { type AuditRow, eventsAfter, headOf } from '@/lib/db/repositories/audit';
import type { Problem } from '@/lib/problem';
import type { ChainHead, SealedEvent } from '@/lib/record/event';
import { storedEvent } from '@/lib/record/stored-event';
import { type ChainFault, faultAfter } from '@/lib/record/verify-chain';
import { ok, type Result } from '@/lib/result';
import type { VerifiedPart } from './views';
import { readableChain } from './visible';

/** Events of one answer: the page shows its progress by these, and no request takes long. */
const PER_ANSWER = 20_000;
/** Events of one query: nothing else of the console waits while they are hashed. */
const PER_QUERY = 1_000;
/** Also an event with a number that none should have is looked at. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

const sealedOf = (row: AuditRow): SealedEvent => storedEvent({ ...row, at: row.at.toISOString() });

/** What is wrong with `event` behind `head`, the head that was noted down included. */
const faultOf = (chain: string, head: ChainHead, event: SealedEvent, noted: ChainHead | null): ChainFault | null => {
  const fault = faultAfter(chain, head, event);
  if (fault !== null) return fault;
  return noted?.seq === event.seq && noted.hash !== event.hash ? { chain, seq: event.seq, code: 'head' } : null;
};

/**
 * Verifies a part of a chain: what follows `head`, to which whoever asks has come already (`EMPTY` at first), at most 20,000 events. A chain only grows, so part after
 * part proves what one look at all of it would; what is appended meanwhile is verified as well.
 * @param noted a head that was noted down earlier: the chain must have an event with that number and that hash
 */
export const verifyAudit = async (
  caller: Caller,
  chain: string,
  head: ChainHead,
  noted: ChainHead | null,
): Promise<Result<VerifiedPart, Problem>> => {
  const readable = await readableChain(caller, chain);
  if (!readable.ok) return readable;
  const end = await headOf(chain);
  let last = head;
  const part = (done: boolean, fault: ChainFault | null): Result<VerifiedPart, never> =>
    ok({ head: last, total: Math.max(end.seq, last.seq), done, fault: fault === null ? null : { seq: fault.seq, code: fault.code } });
  for (let read = 0; read < PER_ANSWER; read += PER_QUERY) {
    const rows = await eventsAfter(chain, last.seq === 0 ? BEFORE_ALL : last.seq, PER_QUERY);
    for (const row of rows) {
      const event = sealedOf(row);
      const fault = faultOf(chain, last, event, noted);
      if (fault !== null) return part(true, fault);
      last = { seq: event.seq, hash: event.hash };
    }
    if (rows.length === PER_QUERY) continue;
    const cut = noted !== null && noted.seq > last.seq;
    return part(true, cut ? { chain, seq: last.seq + 1, code: 'cut-off' } : null);
  }
  return part(false, null);
};
