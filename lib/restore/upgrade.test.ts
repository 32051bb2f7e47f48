import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import kept from '@/lib/testing/fixtures/kept-edits-1.json' with { type: 'json' };
import { firstHistorySchema } from '@/lib/testing/fixtures/plan-schema-1';
import { COMMANDS, OFFERS, savablePlans } from '@/lib/testing/random-gestures';
import { MAX_LIST, MAX_SIZE } from './bounds';
import { articlePlan } from './fixtures/article';
import type { PlanHistory } from './history';
import { PLAN_VERSION } from './plan';
import { planHistorySchema } from './plan-schema';
import { begin, perform, planAt, redo, undo } from './undo';
import { bringUpToDate, upgradePlan } from './upgrade';
import { upgradeHistory } from './upgrade-history';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const upgraded = (json: unknown) => {
  const read = upgradeHistory(json);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  expect(planHistorySchema.safeParse(plain(read.value.history)).error).toBeUndefined();
  return read.value;
};
const stepped = (...commands: readonly unknown[]) => ({ label: 'x', commands });

/** A history as the first edition wrote it: without kind and version. */
const first = ({ kind: _, version: __, base: { kind: ___, version: ____, ...base }, ...rest }: PlanHistory): object => ({ base, ...rest });

describe('a history of today', () => {
  it('is itself, whatever AWS or a file called things', () => {
    const plan = articlePlan({ ...articlePlan().source.template, ['__proto__']: 'x', 鍵: 'y' });
    const history = plain(begin(plan)) as PlanHistory;
    const read = upgraded(history);
    expect(read).toEqual({ history, leftOut: 0 });
    expect(JSON.stringify(read.history)).toBe(JSON.stringify(history));
  });

  it.each<[string, (history: PlanHistory) => unknown, string]>([
    ['a step that does not apply', (h) => ({ ...h, steps: [stepped({ type: 'remove-nic', nic: 'n9' })], cursor: 1 }), 'no-such-nic'],
    ['a step to redo that would not apply', (h) => ({ ...h, steps: [stepped({ type: 'remove-nic', nic: 'n9' })] }), 'no-such-nic'],
    ['a command that nobody knows', (h) => ({ ...h, steps: [stepped({ type: 'teleport' })], cursor: 1 }), 'form'],
    [
      'a member that nobody knows',
      (h) => ({ ...h, steps: [stepped({ type: 'set-copy-tags', copyTags: true, x: 1 })], cursor: 1 }),
      'steps.0.commands.0',
    ],
    ['a cursor beyond its steps', (h) => ({ ...h, cursor: 3 }), 'cursor'],
    ['no steps', ({ steps: _, ...h }) => h, 'form'],
    ['a text for a base', (h) => ({ ...h, base: 'x' }), 'form'],
    [
      'an address that is none',
      (h) => ({ ...h, base: { ...h.base, nics: [{ ...h.base.nics[0], primary: { kind: 'fixed', address: '10.1.10.300' } }] } }),
      'base.nics.0.primary.address',
    ],
    ['a version that is none', (h) => ({ ...h, version: 'two' }), 'version'],
    ['a version below the first', (h) => ({ ...h, version: 0 }), 'version'],
    ['text', () => '{}', 'form'],
    ['nothing', () => null, 'form'],
  ])('with %s is broken', (_name, spoil, reason) => {
    expect(upgradeHistory(spoil(plain(begin(articlePlan())) as PlanHistory))).toEqual({
      ok: false,
      error: { code: 'broken-plan', reason },
    });
  });
});

describe('what a newer version wrote', () => {
  it.each([PLAN_VERSION + 1, 99])('version %d is told, whatever it holds', (version) => {
    const error = { code: 'newer-plan', version };
    expect(upgradeHistory({ kind: 'ec2', version, tree: [] })).toEqual({ ok: false, error });
    expect(bringUpToDate({ ...begin(articlePlan()), version })).toEqual({ ok: false, error });
    expect(upgradePlan({ ...articlePlan(), version })).toEqual({ ok: false, error });
  });

  it('a kind of resource that this one does not restore is not guessed at', () => {
    expect(upgradePlan({ ...articlePlan(), kind: 'rds' })).toMatchObject({ ok: false, error: { code: 'newer-plan' } });
    expect(upgradeHistory({ ...begin(articlePlan()), kind: 'rds' })).toMatchObject({ ok: false, error: { code: 'newer-plan' } });
  });
});

describe('what the first edition wrote', () => {
  it('becomes the same in today’s form', () => {
    const history = plain(undo(redo(begin(articlePlan())))) as PlanHistory;
    expect(upgraded(first(history))).toEqual({ history, leftOut: 0 });
    const { kind: _, version: __, ...plan } = articlePlan();
    expect(upgradePlan(plan)).toEqual({ ok: true, value: articlePlan() });
  });

  it('loads and can be saved, whatever its schema let in and its steps made', () => {
    const gestures = fc.oneof(...Object.values(COMMANDS), ...Object.values(OFFERS));
    let accepted = 0;
    fc.assert(
      fc.property(savablePlans, fc.array(gestures, { maxLength: 8 }), fc.nat({ max: 8 }), (plan, list, back) => {
        let history = begin(plan);
        for (const gesture of list) {
          const commands = gesture(planAt(history));
          const next = commands === null ? null : perform(history, { label: 'x', commands });
          if (next?.ok) history = next.value;
        }
        history = { ...history, cursor: Math.max(0, history.cursor - back) };
        const stored = plain(first(history));
        if (!firstHistorySchema.safeParse(stored).success) return;
        accepted += 1;
        expect(upgraded(stored)).toEqual({ history: plain(history), leftOut: 0 });
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('a count of 0 that its editor made and could not save: it is none, undone or in force', () => {
    const undone = upgraded(kept.undone.history);
    expect(undone.leftOut).toBe(0);
    expect(undone.history.steps).toHaveLength(3);
    const asked = planAt(redo(undone.history)).nics[0];
    expect(asked).toMatchObject({ primary: { kind: 'automatic' }, secondaries: { kind: 'fixed', values: [] } });
  });

  it('a number beyond what a plan holds is left out, and what came after it stays', () => {
    const { history, leftOut } = upgraded(kept.inForce.history);
    expect(leftOut).toBe(1);
    expect(history.cursor).toBe(4);
    expect(history.steps.map(({ label }) => label)).toEqual(['set-list', 'make-automatic', 'set-count', 'place-address']);
    expect(planAt(history).nics[0]).toMatchObject({
      primary: { kind: 'fixed', address: '10.1.10.161' },
      secondaries: { kind: 'automatic', count: 2 },
    });
    const tail = upgraded({ ...kept.inForce.history, cursor: 2 });
    expect([tail.leftOut, tail.history.cursor, tail.history.steps.length]).toEqual([1, 2, 4]);
  });

  it('lists that grew too long, and histories too large to be sent, fit afterwards', () => {
    const history = first(begin(articlePlan()));
    const list = (from: number) =>
      stepped(
        ...Array.from({ length: 500 }, (_, n) => ({
          type: 'add-secondary',
          nic: 'n0',
          address: `10.${2 + ((from + n) >> 8)}.0.${(from + n) % 256}`,
        })),
      );
    const grown = upgraded({
      ...history,
      steps: [
        stepped({ type: 'set-secondaries', nic: 'n0', secondaries: { kind: 'fixed', values: [] } }),
        list(0),
        list(500),
        list(1_000),
        stepped({ type: 'set-copy-tags', copyTags: false }),
      ],
      cursor: 5,
    });
    expect(grown.leftOut).toBe(1);
    expect(planAt(grown.history).copyTags).toBe(false);
    const { nics } = planAt(grown.history);
    expect(nics[0]?.kind === 'new' && nics[0].secondaries.kind === 'fixed' && nics[0].secondaries.values.length).toBe(MAX_LIST);

    const typed = (n: number) => stepped({ type: 'set-override', key: 'Placement', value: String(n % 10).repeat(MAX_SIZE / 8) });
    const large = upgraded({ ...history, steps: Array.from({ length: 30 }, (_, n) => typed(n)), cursor: 30 });
    expect(large.leftOut).toBe(0);
    expect(planAt(large.history).settings.overrides.Placement?.[0]).toBe('9');
    const back = upgraded({ ...history, steps: Array.from({ length: 20 }, (_, n) => typed(n)), cursor: 0 });
    expect(planAt(back.history).settings.overrides).toEqual({});
    expect(back.history.cursor).toBe(0);
  });

  it('the plan of a restore is read as it was, whether or not it could be planned today', () => {
    const { kind: _, version: __, ...plan } = articlePlan();
    const nics = [{ ...plan.nics[0], secondaries: { kind: 'automatic', count: 5_000 } }];
    expect(upgradePlan({ ...plan, nics })).toEqual({ ok: true, value: { ...articlePlan(), nics } });
    expect(upgradePlan({ nics })).toEqual({ ok: false, error: { code: 'broken-plan', reason: 'form' } });
    expect(upgradePlan(null)).toEqual({ ok: false, error: { code: 'broken-plan', reason: 'form' } });
  });
});
