import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LIST, MAX_SIZE, MAX_STEPS } from '@/lib/restore/bounds';
import type { Command } from '@/lib/restore/command';
import { articlePlan } from '@/lib/restore/fixtures/article';
import type { PlanHistory } from '@/lib/restore/history';
import type { SubnetId } from '@/lib/restore/ids';
import { sameJson } from '@/lib/restore/json';
import { planHistorySchema } from '@/lib/restore/plan-schema';
import { begin, perform, planAt, redo, replay, undo } from '@/lib/restore/undo';
import { addresses, COMMANDS, type Gesture, OFFERS, savablePlans } from './random-gestures';
import { must } from './restores';

/** Why a history could not be saved; `null` where it can. It must be what the schema says as it is: a save that changes it would look like somebody else's. */
const unsavable = (history: PlanHistory): string | null => {
  const sent: unknown = JSON.parse(JSON.stringify(history));
  const parsed = planHistorySchema.safeParse(sent);
  if (!parsed.success) return JSON.stringify(parsed.error.issues).slice(0, 300);
  if (!sameJson(JSON.parse(JSON.stringify(parsed.data)), sent)) return 'changed by saving';
  const whole = replay({ ...history, cursor: history.steps.length });
  if (!whole.ok) return `the redo tail: ${whole.error.code}`;
  const stored = planHistorySchema.safeParse(JSON.parse(JSON.stringify(begin(planAt(history)))));
  return stored.success ? null : `its plan: ${JSON.stringify(stored.error.issues).slice(0, 300)}`;
};

type Move =
  | { readonly kind: 'do'; readonly name: string; readonly gesture: Gesture }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

const named = (name: string, gestures: fc.Arbitrary<Gesture>): fc.Arbitrary<Move> =>
  gestures.map((gesture) => ({ kind: 'do', name, gesture }));
const all = [...Object.entries(COMMANDS), ...Object.entries(OFFERS)];
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(...all.map(([name, gestures]) => named(name, gestures))) },
  { weight: 1, arbitrary: fc.constantFrom<Move>({ kind: 'undo' }, { kind: 'redo' }) },
);

const moved = (history: PlanHistory, move: Move): PlanHistory => {
  if (move.kind === 'undo') return undo(history);
  if (move.kind === 'redo') return redo(history);
  const commands = move.gesture(planAt(history));
  const next = commands === null ? null : perform(history, { label: move.name, commands });
  return next?.ok ? next.value : history;
};

/** A history whose next gestures fold, with `steps` gestures already. */
const worked = (history: PlanHistory, steps: number): PlanHistory => {
  let now = history;
  for (let n = 0; n < steps; n += 1)
    now = must(perform(now, { label: 'copy-tags', commands: [{ type: 'set-copy-tags', copyTags: !planAt(now).copyTags }] }));
  return now;
};

const step = (...commands: readonly Command[]) => ({ label: 'test', commands });

describe('whatever is done to a plan that can be saved', () => {
  it.each(all)('%s gives one that can be saved', (name, gestures) => {
    let done = 0;
    fc.assert(
      fc.property(savablePlans, fc.array(named(name, gestures), { minLength: 1, maxLength: 4 }), (plan, list) => {
        let history = begin(plan);
        expect(unsavable(history)).toBeNull();
        for (const move of list) {
          history = moved(history, move);
          expect(unsavable(history)).toBeNull();
        }
        if (history.cursor > 0) done += 1;
        while (history.cursor > 0) {
          history = undo(history);
          expect(unsavable(history)).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
    expect(done).toBeGreaterThan(0);
  });

  it('one after the other, with undo, redo and what folds into the beginning, gives one that can be saved', () => {
    fc.assert(
      fc.property(
        savablePlans,
        fc.constantFrom(0, 0, MAX_STEPS - 3, MAX_STEPS),
        fc.array(moves, { maxLength: 25 }),
        (plan, steps, list) => {
          let history = worked(begin(plan), steps);
          for (const move of list) {
            history = moved(history, move);
            expect(unsavable(history)).toBeNull();
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a count of 0', () => {
  const [nic = ''] = articlePlan().nics.map(({ key }) => key);
  const none = { kind: 'automatic', count: 0 } as const;

  it('is no count: nothing is asked for', () => {
    const history = must(
      perform(
        begin(articlePlan()),
        step(
          { type: 'set-secondaries', nic, secondaries: none },
          { type: 'set-ipv6', nic, ipv6: none },
          { type: 'set-ipv4-prefixes', nic, prefixes: none },
          { type: 'set-ipv6-prefixes', nic, prefixes: none },
        ),
      ),
    );
    const empty = { kind: 'fixed', values: [] };
    expect(planAt(history).nics[0]).toMatchObject({ secondaries: empty, ipv6: empty, ipv4Prefixes: empty, ipv6Prefixes: empty });
    expect(unsavable(history)).toBeNull();
  });
});

describe('beyond the bounds of a plan', () => {
  const [nic = ''] = articlePlan().nics.map(({ key }) => key);
  const refused = (...commands: readonly Command[]) => perform(begin(articlePlan()), step(...commands));

  it.each<[string, readonly Command[], object]>([
    [
      'more than a count can be',
      [{ type: 'set-secondaries', nic, secondaries: { kind: 'automatic', count: MAX_LIST + 1 } }],
      { code: 'too-many' },
    ],
    [
      'one address more in a list that is full',
      [
        { type: 'set-secondaries', nic, secondaries: { kind: 'fixed', values: addresses(MAX_LIST) } },
        { type: 'move-address', from: { nic, role: 'primary' }, to: { nic, role: 'new-secondary' } },
      ],
      { code: 'too-many' },
    ],
    ['less than nothing', [{ type: 'set-ipv6', nic, ipv6: { kind: 'automatic', count: -1 } }], { code: 'bad-count' }],
    ['half an address', [{ type: 'set-ipv6', nic, ipv6: { kind: 'automatic', count: 0.5 } }], { code: 'bad-count' }],
    [
      'more interfaces than a list holds',
      Array.from({ length: MAX_LIST }, () => ({ type: 'add-nic', subnetId: 'subnet-b' as SubnetId, groups: [] }) as const),
      { code: 'too-many', params: { count: MAX_LIST } },
    ],
    [
      'more commands than a step holds',
      Array.from({ length: MAX_LIST + 1 }, (_, n) => ({ type: 'set-copy-tags', copyTags: n % 2 === 0 }) as const),
      { code: 'too-many' },
    ],
    ['more text than can be stored', [{ type: 'set-description', nic, description: 'x'.repeat(MAX_SIZE) }], { code: 'too-large' }],
  ])('%s is refused with its reason', (_name, commands, error) => {
    expect(refused(...commands)).toMatchObject({ ok: false, error });
  });

  it('what makes a history too long folds into its beginning, and the plan stays', () => {
    let history = begin(articlePlan());
    const long = (n: number) => String(n).repeat(MAX_SIZE / 5);
    for (let n = 0; n < 9; n += 1) history = must(perform(history, step({ type: 'set-description', nic, description: long(n) })));
    expect(history.steps.length).toBeLessThan(5);
    expect(history.cursor).toBe(history.steps.length);
    expect(unsavable(history)).toBeNull();
    expect(planAt(history).nics[0]).toMatchObject({ description: long(8) });
    expect(planAt(undo(history)).nics[0]).toMatchObject({ description: long(7) });
  });
});
