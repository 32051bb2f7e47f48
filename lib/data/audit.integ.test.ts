import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Grant } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { withTransaction } from '@/lib/db/client';
import { eventsAfter } from '@/lib/db/repositories/audit';
import { appendEvents } from '@/lib/db/repositories/events';
import { accountChain, CONSOLE_CHAIN, EMPTY } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { newSigningKey, readPublicKey } from '@/lib/record/signing';
import { verifyExport } from '@/lib/record/verify-export';
import { asOwner } from '@/lib/testing/owner';
import { must } from '@/lib/testing/restores';
import { exportAudit } from './audit/export';
import { getAuditEvent, listAudit } from './audit/search';
import { verifyAudit } from './audit/verify';
import type { AuditEvent, AuditPage } from './audit/views';

const MINE = '111111111111';
const OTHER = '222222222222';
const PER_CHAIN = 205;

const callerWith = (...grants: readonly Grant[]): Caller => ({ user: 'p1', grants, session: { id: 'session', signedInAt: new Date() } });
const ADMINISTRATOR = callerWith({ role: 'administrator', account: null });
const CHAINS = [accountChain(MINE), accountChain(OTHER), CONSOLE_CHAIN];

const eventOf = (n: number): NewEvent => ({
  at: new Date(Date.UTC(2026, 0, 1) + n * 1_000),
  actor: `p${n % 3}`,
  kind: 'settings-changed',
  subject: n % 5 === 0 ? null : `s${n % 4}`,
  data: { name: 's', from: null, to: n },
});

beforeAll(async () => {
  for (const chain of CHAINS)
    await withTransaction((tx) =>
      appendEvents(
        tx,
        chain,
        Array.from({ length: PER_CHAIN }, (_, n) => eventOf(n)),
      ),
    );
});

const everything = async (caller: Caller, filter: Parameters<typeof listAudit>[1] = {}) => {
  const events: AuditEvent[] = [];
  for (let after: string | null = null; ; ) {
    const page: AuditPage = must(await listAudit(caller, filter, after));
    events.push(...page.events);
    if (page.next === null) return events;
    after = page.next;
  }
};

describe('who sees which chain', () => {
  it.each([
    ['an administrator of everything', ADMINISTRATOR, CHAINS],
    ['an administrator of one account', callerWith({ role: 'administrator', account: MINE }), [accountChain(MINE)]],
    ['an approver', callerWith({ role: 'approver', account: OTHER }), [accountChain(OTHER)]],
    ['an operator everywhere', callerWith({ role: 'operator', account: null }), [accountChain(MINE), accountChain(OTHER)]],
    ['a viewer', callerWith({ role: 'viewer', account: null }), []],
  ] as const)('%s', async (_, caller, seen) => {
    const page = must(await listAudit(caller, {}, null));
    expect(page.chains.map(({ chain }) => chain)).toEqual(seen);
    const events = await everything(caller);
    expect(new Set(events.map(({ chain }) => chain))).toEqual(new Set(seen));
    expect(events).toHaveLength(seen.length * PER_CHAIN);
    for (const chain of CHAINS) {
      const allowed = (seen as readonly string[]).includes(chain);
      const permission = chain === CONSOLE_CHAIN ? 'read-console-audit' : 'read-audit';
      const refused = { ok: false, error: { code: 'not-permitted', permission } };
      expect((await everything(caller, { chain })).length).toBe(allowed ? PER_CHAIN : 0);
      const verified = await verifyAudit(caller, chain, EMPTY, null);
      const event = await getAuditEvent(caller, chain, 1);
      if (allowed) expect([event.ok, verified.ok]).toEqual([true, true]);
      else for (const answer of [event, verified, await exportAudit(caller, chain)]) expect(answer).toMatchObject(refused);
    }
  });
});

it('finds by person, group, id and time, and pages through all of it', async () => {
  const chain = CONSOLE_CHAIN;
  expect(await everything(ADMINISTRATOR, { chain, person: 'p2' })).toHaveLength(68);
  expect(await everything(ADMINISTRATOR, { chain, group: 'settings' })).toHaveLength(PER_CHAIN);
  expect(await everything(ADMINISTRATOR, { chain, group: 'exports' })).toHaveLength(0);
  expect(await everything(ADMINISTRATOR, { chain, about: 's3' })).toHaveLength(41);
  const day = await everything(ADMINISTRATOR, { chain, from: '2026-01-01T00:01:00Z', before: '2026-01-01T00:02:00Z' });
  expect(day).toHaveLength(60);
  expect(await listAudit(ADMINISTRATOR, {}, 'nonsense')).toMatchObject({ error: { code: 'bad-input' } });
  expect(await getAuditEvent(ADMINISTRATOR, chain, 9_999)).toMatchObject({ error: { code: 'not-found', what: 'event' } });
});

describe('verification', () => {
  const chain = CONSOLE_CHAIN;

  it('goes on where it stopped, and ends with the head of the chain', async () => {
    const all = await eventsAfter(chain, 0, 1_000);
    const last = all.at(-1);
    const end = { seq: last?.seq, hash: last?.hash };
    expect(must(await verifyAudit(ADMINISTRATOR, chain, EMPTY, null))).toEqual({ head: end, total: all.length, done: true, fault: null });
    const middle = { seq: all[99]?.seq ?? 0, hash: all[99]?.hash ?? '' };
    expect(must(await verifyAudit(ADMINISTRATOR, chain, middle, middle))).toMatchObject({ head: end, done: true, fault: null });
  });

  it('does not take a head that was never there, and misses an event that was', async () => {
    const wrong = { seq: 50, hash: 'f'.repeat(64) };
    expect(must(await verifyAudit(ADMINISTRATOR, chain, EMPTY, wrong))).toMatchObject({ fault: { seq: 50, code: 'head' } });
    expect(must(await verifyAudit(ADMINISTRATOR, chain, EMPTY, { ...wrong, seq: 5_000 }))).toMatchObject({ fault: { code: 'cut-off' } });
    expect(must(await verifyAudit(ADMINISTRATOR, chain, wrong, null))).toMatchObject({ fault: { seq: 51, code: 'previous' } });
  });

  it.each([
    ['a changed event', `update events set actor = 'p9' where chain = $1 and seq = 7`, 7, 'changed'],
    ['a removed event', 'delete from events where chain = $1 and seq = 8', 8, 'missing'],
    [
      'an event before the first',
      `insert into events select chain, -1, at, actor, kind, subject, data, previous_hash, hash from events where chain = $1 and seq = 1`,
      -1,
      'repeated',
    ],
  ] as const)('names the first wrong record: %s', async (_, statement, seq, code) => {
    const before = await asOwner('select * from events where chain = $1 and seq in (7, 8)', [chain]);
    await asOwner(statement, [chain]);
    expect(must(await verifyAudit(ADMINISTRATOR, chain, EMPTY, null))).toMatchObject({ done: true, fault: { seq, code } });
    await asOwner('delete from events where chain = $1 and seq in (-1, 7, 8)', [chain]);
    for (const row of before)
      await asOwner('insert into events select * from json_populate_record(null::events, $1::json)', [JSON.stringify(row)]);
    expect(must(await verifyAudit(ADMINISTRATOR, chain, EMPTY, null))).toMatchObject({ done: true, fault: null });
  });
});

describe('an export', () => {
  const chain = accountChain(MINE);
  const exported = async () => {
    const pieces = must(await exportAudit(ADMINISTRATOR, chain));
    let text = '';
    for await (const piece of pieces) text += piece;
    return text;
  };
  const check = (text: string, publicKey: Parameters<typeof verifyExport>[1]['publicKey'] = null) =>
    verifyExport(
      (async function* () {
        yield Buffer.from(text);
      })(),
      { heads: [], publicKey },
    );

  it('is a file that verify-history takes, and tells of its own making and of who made it', async () => {
    const text = await exported();
    const verified = must(await check(text));
    expect(verified).toMatchObject({ header: { selection: chain, chains: [{ chain }] }, signer: null });
    const last = JSON.parse(text.trimEnd().split('\n').at(-2) ?? '');
    expect(last).toMatchObject({ kind: 'history-exported', actor: 'p1', data: { format: 'record', selection: chain } });
    expect(verified.events).toBe(last.seq);
  });

  it('is signed where a key is configured, and is not made with one that cannot be used', async () => {
    const keys = newSigningKey();
    vi.stubEnv('REHOME_SIGNING_KEY', keys.privateKey);
    const key = must(readPublicKey(keys.publicKey));
    expect(must(await check(await exported(), key)).signer).not.toBeNull();
    expect(must(await listAudit(ADMINISTRATOR, {}, null)).signing).toMatchObject({ state: 'key' });
    vi.stubEnv('REHOME_SIGNING_KEY', 'no key');
    expect(await exportAudit(ADMINISTRATOR, chain)).toEqual({ ok: false, error: { code: 'signing-key', why: 'not-a-key' } });
    expect(must(await listAudit(ADMINISTRATOR, {}, null)).signing).toEqual({ state: 'unusable', why: 'not-a-key' });
    vi.unstubAllEnvs();
  });

  it('is not made of a chain that has no event', async () => {
    expect(await exportAudit(ADMINISTRATOR, accountChain('333333333333'))).toMatchObject({ error: { code: 'not-found' } });
    expect(await eventsAfter(accountChain('333333333333'), 0, 1)).toEqual([]);
  });
});
