import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { type AuditKey, type AuditRow, actorsOf, findEvents, readEvent, restoresOfJob } from '@/lib/db/repositories/audit';
import type { Problem } from '@/lib/problem';
import { kindsOf } from '@/lib/record/kind-groups';
import { err, ok, type Result } from '@/lib/result';
import { isSendable } from '@/lib/sendable-instant';
import { signing } from './export';
import { AUDIT_PAGE_ROWS, type AuditEvent, type AuditFilter, type AuditPage } from './views';
import { readableChain, visibleChains } from './visible';

/** The end of a page as an address carries it. */
const writeKey = ({ at, chain, seq }: AuditRow): string => `${at.toISOString()}_${chain}_${seq}`;

const readKey = (text: string): AuditKey | null => {
  const [instant = '', chain = '', seq = '', ...more] = text.split('_');
  const at = new Date(instant);
  return more.length === 0 && chain !== '' && /^\d{1,15}$/.test(seq) && isSendable(at) ? { at, chain, seq: Number(seq) } : null;
};

const eventOf = ({ at, ...row }: AuditRow): AuditEvent => ({ ...row, at: at.toISOString() });

/** A restore job has no events of its own: they tell of its restore. */
const subjectsOf = async (id: string): Promise<readonly string[]> => [...new Set([id, ...(await restoresOfJob(id))])];

/** A page of the events that the caller may read, newest first. `after`: the `next` of the page before. */
export const listAudit = async (caller: Caller, filter: AuditFilter, after: string | null): Promise<Result<AuditPage, Problem>> => {
  const key = after === null ? null : readKey(after);
  if (after !== null && key === null) return err({ code: 'bad-input', fields: ['after'] });
  const all = await visibleChains(caller);
  const chains = all.map(({ chain }) => chain).filter((chain) => filter.chain === undefined || chain === filter.chain);
  const rows = await findEvents(
    {
      chains,
      kinds: filter.group === undefined ? undefined : kindsOf(filter.group),
      person: filter.person,
      subjects: filter.about === undefined ? undefined : await subjectsOf(filter.about),
      from: filter.from === undefined ? undefined : new Date(filter.from),
      before: filter.before === undefined ? undefined : new Date(filter.before),
    },
    key,
    AUDIT_PAGE_ROWS + 1,
  );
  const shown = rows.slice(0, AUDIT_PAGE_ROWS);
  const last = shown.at(-1);
  return ok({
    events: shown.map(eventOf),
    next: rows.length > AUDIT_PAGE_ROWS && last !== undefined ? writeKey(last) : null,
    chains: key === null ? all : [],
    signing: key === null ? signing() : null,
    people: key === null ? await actorsOf(all.map(({ chain }) => chain)) : [],
  });
};

/** One event, by its place. */
export const getAuditEvent = async (caller: Caller, chain: string, seq: number): Promise<Result<AuditEvent, Problem>> => {
  const readable = await readableChain(caller, chain);
  if (!readable.ok) return readable;
  const row = await readEvent(chain, seq);
  return row === null ? err({ code: 'not-found', what: 'event', id: `${chain} ${seq}` }) : ok(eventOf(row));
};
