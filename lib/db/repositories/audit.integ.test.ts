import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { asOwner } from '@/lib/testing/owner';
import { withTransaction } from '../client';
import { type AuditConditions, type AuditKey, type AuditRow, eventsAfter, findEvents, readEvent, readHeads, restoresOfJob } from './audit';
import { appendEvents } from './events';

const CHAINS = ['account:111111111111', 'account:222222222222', CONSOLE_CHAIN];
const PEOPLE = ['p1', 'p2', 'p3'];
const SUBJECTS = ['s1', 's2', 'p1', 'p2'];
const KINDS = ['settings-changed', 'history-exported', 'person-disabled', 'note-added'] as const;
const PER_CHAIN = 120;
const HASH = 'a'.repeat(64);

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;

/** Moments that repeat within and across chains, and go back now and then, as clocks do. */
const momentOf = (n: number): Date => new Date(Date.UTC(2026, 0, 1) + (n % 7 === 0 ? n - 3 : Math.floor(n / 3)) * 1_000);

const eventOf = (n: number): NewEvent => {
  const about = {
    at: momentOf(n),
    actor: pick(PEOPLE, n * 5 + Math.floor(n / 11)),
    subject: n % 13 === 0 ? null : pick(SUBJECTS, n * 3 + 1),
  };
  const kind = pick(KINDS, Math.floor(n / 2));
  if (kind === 'settings-changed') return { ...about, kind, data: { name: `setting ${n}`, from: null, to: n } };
  if (kind === 'history-exported') return { ...about, kind, data: { format: 'csv', selection: null } };
  if (kind === 'person-disabled') return { ...about, kind, data: { person: 'p1' } };
  return { ...about, kind, data: { restoreId: 'r', noteId: 'n', textSha256: HASH } };
};

let all: readonly AuditRow[] = [];

beforeAll(async () => {
  for (const [at, chain] of CHAINS.entries())
    await withTransaction((tx) =>
      appendEvents(
        tx,
        chain,
        Array.from({ length: PER_CHAIN }, (_, n) => eventOf(n + at * 17)),
      ),
    );
  all = (await Promise.all(CHAINS.map((chain) => eventsAfter(chain, 0, PER_CHAIN + 1)))).flat();
});

/** The same conditions, asked of each event by itself. */
const meets = (wanted: AuditConditions, event: AuditRow): boolean =>
  wanted.chains.includes(event.chain) &&
  (wanted.kinds?.includes(event.kind) ?? true) &&
  (wanted.person === undefined || event.actor === wanted.person || event.subject === wanted.person) &&
  (wanted.subjects === undefined || (event.subject !== null && wanted.subjects.includes(event.subject))) &&
  (wanted.from === undefined || event.at >= wanted.from) &&
  (wanted.before === undefined || event.at < wanted.before);

const newestFirst = (a: AuditRow, b: AuditRow): number =>
  b.at.getTime() - a.at.getTime() || (a.chain < b.chain ? 1 : a.chain > b.chain ? -1 : 0) || b.seq - a.seq;

const pages = async (wanted: AuditConditions, size: number): Promise<readonly AuditRow[]> => {
  const found: AuditRow[] = [];
  for (let after: AuditKey | null = null; ; ) {
    const page = await findEvents(wanted, after, size);
    found.push(...page);
    const last: AuditRow | undefined = page.at(-1);
    if (last === undefined || page.length < size) return found;
    after = last;
  }
};

const idsOf = (rows: readonly AuditRow[]): readonly string[] => rows.map(({ chain, seq }) => `${chain} ${seq}`);

describe('findEvents', () => {
  it('gives every event that meets the conditions once and in order, whatever is asked and however long a page is', async () => {
    const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined });
    const time = fc.option(
      fc.nat(60).map((n) => momentOf(n)),
      { nil: undefined },
    );
    const wanted = fc.record({
      chains: fc.subarray(CHAINS),
      kinds: some<string>(KINDS),
      person: fc.option(fc.constantFrom(...PEOPLE, 'nobody'), { nil: undefined }),
      subjects: some([...SUBJECTS, 'none']),
      from: time,
      before: time,
    });
    await fc.assert(
      fc.asyncProperty(wanted, fc.integer({ min: 1, max: 60 }), async (conditions, size) => {
        const expected = all.filter((event) => meets(conditions, event)).sort(newestFirst);
        expect(idsOf(await pages(conditions, size))).toEqual(idsOf(expected));
      }),
      { numRuns: 60 },
    );
  });

  it('finds nothing where nothing may be seen, or no kind or id is asked for', async () => {
    expect(await findEvents({ chains: [] }, null, 10)).toEqual([]);
    expect(await findEvents({ chains: CHAINS, kinds: [] }, null, 10)).toEqual([]);
    expect(await findEvents({ chains: CHAINS, subjects: [] }, null, 10)).toEqual([]);
  });
});

it('knows where each chain ends, and each event by its place', async () => {
  const heads = await readHeads();
  expect(heads.map(({ chain, seq }) => [chain, seq])).toEqual(CHAINS.map((chain) => [chain, PER_CHAIN]));
  expect(heads[0]?.hash).toBe(all.find(({ chain, seq }) => chain === CHAINS[0] && seq === PER_CHAIN)?.hash);
  expect(await readEvent(CONSOLE_CHAIN, 7)).toEqual(all.find(({ chain, seq }) => chain === CONSOLE_CHAIN && seq === 7));
  expect(await readEvent(CONSOLE_CHAIN, PER_CHAIN + 1)).toBeNull();
});

it('finds the restores of a job, by whose ids the events tell of it', async () => {
  const id = '00000000-0000-4000-8000-000000000001';
  await asOwner(
    `insert into place_versions (account, region, version) values ('111111111111', 'us-east-1', 1), ('222222222222', 'us-east-1', 1)`,
  );
  await asOwner(
    `insert into restores (id, account, region, diagnostics, copy_tags, outcome, job_id, intended_at)
     values ($1, '222222222222', 'us-east-1', '[]', false, 'completed', 'JOB-1', now())`,
    [id],
  );
  expect(await restoresOfJob('JOB-1')).toEqual([id]);
  expect(await restoresOfJob('JOB-2')).toEqual([]);
});
