import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADDRESS, asItWas, ORIGINAL_ID, OWN_RESERVATION, RESTORED_ID, runOf, subject, wayWorld } from '@/lib/testing/way-world';
import { ip } from '../address-map/testing';
import { type Act, actOf, undoActOf } from './act';
import { advance, beginStep, turnBack, whyNoUndo } from './advance';
import { currentStep, RUN_KINDS, RUN_STEPS, WAY_RUN_KINDS, type WayRun } from './run';
import { known, type Look, type Seen } from './seen';

type World = ReturnType<typeof wayWorld>;

/** What chance does to one look: the process dies before the act, after it, or not at all; time passes; a person acts instead, and nobody has looked since. */
type Luck = 'acts' | 'dies-before' | 'answer-lost' | 'time-passes' | 'by-person';
const luck = fc.constantFrom<Luck>('acts', 'dies-before', 'answer-lost', 'time-passes', 'by-person');

const lookOnce = (run: WayRun, world: World, how: Luck): WayRun => {
  if (how === 'time-passes') {
    world.pass();
    return run;
  }
  const { run: seen, act } = advance(run, world.seen());
  if (act === null) return seen;
  if (how === 'by-person') {
    world.carryOut(act);
    return run;
  }
  const begun = beginStep(seen);
  if (how !== 'dies-before') world.carryOut(act);
  // Of an answer that is lost nothing is kept: the step was written down as begun before the call.
  return begun;
};

const goOn = (run: WayRun, world: World, looks: readonly Luck[]): WayRun => {
  let now = run;
  for (const how of looks) now = lookOnce(now, world, how);
  return now;
};

const STEADY: readonly Luck[] = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 'acts' : 'time-passes'));
const kinds = fc.constantFrom(...WAY_RUN_KINDS);

describe('a way that is gone', () => {
  it('comes to its end from wherever it was broken off, with the restored instance at the address', () => {
    fc.assert(
      fc.property(kinds, fc.boolean(), fc.array(luck, { maxLength: 30 }), (kind, isProtected, looks) => {
        const world = wayWorld(kind, isProtected);
        const begun = goOn(runOf(kind, {}, isProtected), world, looks);
        world.setUpStart();
        const run = goOn(goOn(begun, world, looks), world, STEADY);
        expect(run.state).toBe('done');
        expect(run.steps.every(({ state }) => state === 'done')).toBe(true);
        const { holder } = world.seen();
        expect(holder.known && holder.value?.instanceId).toBe(RESTORED_ID);
      }),
      { numRuns: 500 },
    );
  });

  it('goes back to its beginning from every state before the end of the original', () => {
    fc.assert(
      fc.property(
        kinds,
        fc.boolean(),
        fc.boolean(),
        fc.array(luck, { maxLength: 20 }),
        fc.array(luck, { maxLength: 10 }),
        (kind, isProtected, isSetUp, looks, later) => {
          const world = wayWorld(kind, isProtected);
          const before = asItWas(world);
          if (isSetUp) world.setUpStart();
          const begun = goOn(runOf(kind, {}, isProtected), world, looks);
          const why = whyNoUndo(begun, world.seen());
          if (why !== null) return;
          // The start that waits is cancelled in the transaction that turns the way back.
          if (world.it.start === 'waiting') world.it.start = 'over';
          const run = goOn(goOn(turnBack(begun), world, later), world, STEADY);
          // A person ended it, and nobody had looked since.
          if (world.it.original !== 'running') {
            expect([run.state, whyNoUndo(run, world.seen())]).toEqual(['failed', 'original-ended']);
            return;
          }
          expect(run.state).toBe('undone');
          expect(asItWas(world)).toEqual(before);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('cannot be taken back once the end of the original was written down as begun, and says why', () => {
    const world = wayWorld('terminate-first');
    world.setUpStart();
    const before = goOn(runOf('terminate-first'), world, ['acts']);
    expect(before.steps.find(({ code }) => code === 'terminate')?.state).toBe('doing');
    expect(whyNoUndo(before, world.seen())).toBe('original-ended');
    const moved = wayWorld('move-secondary-before');
    moved.setUpStart();
    const run = goOn(runOf('move-secondary-before'), moved, ['acts', 'time-passes', 'acts']);
    expect(whyNoUndo(run, moved.seen())).toBe('restore-started');
    expect(whyNoUndo({ ...run, state: 'done' }, moved.seen())).toBe('not-open');
    // Where the restore came to nothing, what it was given goes back.
    moved.it.restore = 'failed';
    const failed = advance(run, moved.seen()).run;
    expect(failed.state).toBe('failed');
    expect(whyNoUndo(failed, moved.seen())).toBeNull();
  });

  it('waits with what breaks something for the name and for the start', () => {
    const world = wayWorld('keep-interface');
    const first = advance(runOf('keep-interface'), world.seen());
    expect([currentStep(first.run)?.code, first.blocked, first.act]).toEqual(['set-up-start', 'start-not-set-up', null]);
    world.setUpStart();
    const unnamed = goOn(runOf('keep-interface', { confirmed: false }), world, STEADY);
    expect([currentStep(unnamed)?.code, unnamed.state]).toEqual(['terminate', 'open']);
    expect(advance(unnamed, world.seen()).blocked).toBe('not-confirmed');
    expect(world.it.original).toBe('running');
    const named = { ...unnamed, confirmed: true };
    for (const [start, blocked] of [
      ['asking', 'start-asks'],
      ['scheduled', 'start-scheduled'],
      ['over', 'start-not-set-up'],
      ['none', 'start-not-set-up'],
    ] as const)
      expect(advance(named, { ...world.seen(), start })).toMatchObject({ act: null, blocked });
    expect(advance(named, world.seen()).act).toEqual({ call: 'terminate', instanceId: ORIGINAL_ID });
    // Somebody has set the attribute back: terminating now would delete the interface.
    world.it.deleteOnTermination = true;
    expect(advance(named, world.seen()).act).toBeNull();
  });

  it('ends no original whose interface would stay with the address, and says so where it stayed', () => {
    const world = wayWorld('terminate-first');
    world.setUpStart();
    world.it.deleteOnTermination = false;
    expect(advance(runOf('terminate-first'), world.seen())).toMatchObject({ act: null, blocked: 'interface-stays' });
    Object.assign(world.it, { original: 'terminated', attached: false });
    const { run } = advance(runOf('terminate-first'), world.seen());
    expect(run.steps.find(({ code }) => code === 'wait-for-free')).toMatchObject({ state: 'failed', failure: 'interface-stayed' });
  });

  it('takes for done what a person did, in either mode', () => {
    const world = wayWorld('keep-interface');
    world.setUpStart();
    world.it.deleteOnTermination = false;
    const { run } = advance(runOf('keep-interface', { mode: 'guided' }), world.seen());
    expect(currentStep(run)?.code).toBe('terminate');
    world.it.original = 'shutting-down';
    expect(currentStep(advance(run, world.seen()).run)).toMatchObject({ code: 'terminate', state: 'doing' });
  });

  it('stops and says so where the interface is gone, has changed hands, or somebody else has the address', () => {
    const world = wayWorld('keep-interface');
    world.setUpStart();
    const seen = world.seen();
    const failureOf = (run: WayRun, look: Partial<Seen>) => {
      const after = advance(run, { ...seen, ...look }).run;
      return [after.state, after.steps.find(({ state }) => state === 'failed')?.failure];
    };
    expect(failureOf(runOf('keep-interface'), { interface: known(null) })).toEqual(['failed', 'interface-gone']);
    const elsewhere = known({
      status: 'in-use',
      instanceId: 'i-0stranger',
      attachmentId: 'a',
      deleteOnTermination: true,
      addresses: [ADDRESS],
    });
    expect(failureOf(runOf('keep-interface'), { interface: elsewhere })).toEqual(['failed', 'changed-hands']);
    const taken = known({ interfaceId: 'eni-0stranger', instanceId: 'i-0stranger' });
    const gone = { original: known('terminated'), holder: taken };
    expect(failureOf(runOf('terminate-first'), gone)).toEqual(['failed', 'address-taken']);
    expect(failureOf(runOf('move-secondary-after'), { restore: { state: 'failed', instanceId: null, interfaceId: null } })).toEqual([
      'failed',
      'restore-failed',
    ]);
  });

  it('names the action for want of which it cannot see', () => {
    const world = wayWorld('keep-interface');
    world.setUpStart();
    const blind: Seen = { ...world.seen(), interface: { known: false, action: 'ec2:DescribeNetworkInterfaces' } };
    expect(advance(runOf('keep-interface'), blind)).toMatchObject({ act: null, unseen: { action: 'ec2:DescribeNetworkInterfaces' } });
  });
});

const lookOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Look<T>> =>
  fc.oneof(
    { weight: 4, arbitrary: value.map((each) => known(each)) },
    { weight: 1, arbitrary: fc.constant({ known: false as const, action: null }) },
  );

const STRANGER = { interfaceId: 'eni-0stranger', instanceId: 'i-0stranger' };
const anyone = fc.constantFrom(null, ORIGINAL_ID, RESTORED_ID, STRANGER.instanceId);

/** Whatever EC2 may show, also what makes no sense together. */
const anything: fc.Arbitrary<Seen> = fc.record({
  interface: lookOf(
    fc.option(
      fc.record({
        status: fc.constantFrom('available', 'in-use', 'detaching'),
        instanceId: anyone,
        attachmentId: fc.constantFrom(null, 'eni-attach-1'),
        deleteOnTermination: fc.constantFrom(null, true, false),
        addresses: fc.constantFrom([ADDRESS], [], [ip('10.0.0.20'), ADDRESS]),
      }),
    ),
  ),
  original: lookOf(fc.constantFrom(null, 'running', 'stopped', 'shutting-down', 'terminated')),
  protectedFromEnd: lookOf(fc.boolean()),
  holder: lookOf(
    fc.constantFrom(
      null,
      STRANGER,
      { interfaceId: subject.interfaceId, instanceId: ORIGINAL_ID },
      { interfaceId: subject.interfaceId, instanceId: STRANGER.instanceId },
    ),
  ),
  reservation: lookOf(fc.constantFrom(null, { id: 'scr-0stranger', own: false }, { id: OWN_RESERVATION, own: true })),
  left: lookOf(
    fc.constantFrom([], [{ kind: 'volume', id: 'vol-0stranger', state: 'free' }], [
      { kind: 'volume', id: 'vol-0restored', state: 'free' },
      { kind: 'interface', id: 'eni-0restored', state: 'elsewhere' },
    ] as const),
  ),
  start: fc.constantFrom('none', 'scheduled', 'waiting', 'asking', 'over', 'started'),
  restore: fc.constantFrom<Seen['restore']>(
    { state: 'none', instanceId: null, interfaceId: null },
    { state: 'failed', instanceId: null, interfaceId: null },
    { state: 'completed', instanceId: RESTORED_ID, interfaceId: 'eni-0restored' },
  ),
});

const touched = (act: Act): readonly string[] => Object.entries(act).flatMap(([key, value]) => (key.endsWith('Id') ? [String(value)] : []));

describe('an address that is held', () => {
  const held = (...looks: readonly Luck[]) => {
    const world = wayWorld('hold-address');
    return { world, run: goOn(runOf('hold-address'), world, looks) };
  };

  it('is reserved until the restore is over, whichever way that ends, and then released', () => {
    for (const restore of ['completed', 'failed'] as const) {
      const { world, run } = held(...STEADY);
      expect([run.state, currentStep(run)?.code, world.it.reservation]).toEqual(['open', 'hold', { id: OWN_RESERVATION, own: true }]);
      world.it.restore = restore;
      expect([goOn(run, world, STEADY).state, world.it.reservation]).toEqual(['done', null]);
    }
  });

  it('is released from wherever it was broken off, and nothing else ever is', () => {
    fc.assert(
      fc.property(fc.array(luck, { maxLength: 12 }), fc.array(luck, { maxLength: 8 }), fc.boolean(), (looks, later, foreign) => {
        const world = wayWorld('hold-address');
        const others = { id: 'scr-0stranger', own: false };
        if (foreign) world.it.reservation = others;
        const run = goOn(goOn(turnBack(goOn(runOf('hold-address'), world, looks)), world, later), world, STEADY);
        expect([run.state, world.it.reservation]).toEqual(['undone', foreign ? others : null]);
      }),
    );
  });

  it('fails where another reservation covers it, or somebody deleted its own', () => {
    const world = wayWorld('hold-address');
    world.it.reservation = { id: 'scr-0stranger', own: false };
    expect(advance(runOf('hold-address'), world.seen())).toMatchObject({
      act: null,
      run: { state: 'failed', steps: [{ state: 'failed', failure: 'reserved-by-other' }, {}, {}] },
    });
    const gone = held(...STEADY);
    gone.world.it.reservation = null;
    expect(advance(gone.run, gone.world.seen()).run.steps[1]).toMatchObject({ state: 'failed', failure: 'reservation-gone' });
  });
});

describe('a stranger', () => {
  it('is never touched, whatever EC2 shows', () => {
    const own = [ORIGINAL_ID, subject.interfaceId, 'eni-0restored', 'eni-attach-1', subject.subnetId, OWN_RESERVATION, 'vol-0restored'];
    fc.assert(
      fc.property(fc.constantFrom(...RUN_KINDS), fc.constantFrom(...RUN_STEPS), anything, fc.boolean(), (kind, code, seen, confirmed) => {
        const begun = runOf(kind, { confirmed });
        const run = { ...begun, subject: { ...begun.subject, left: [{ kind: 'volume', id: 'vol-0restored' } as const] } };
        for (const next of [actOf(code, run, seen), undoActOf(code, run, seen)]) {
          if (next === null || !('act' in next)) continue;
          const { act } = next;
          expect(own).toEqual(expect.arrayContaining([...touched(act)]));
          if (act.call === 'terminate') expect([confirmed, act.instanceId]).toEqual([true, run.subject.originalId]);
          // Only of the original, or taken back from the restored, may an address be taken away.
          if (act.call === 'assign' && act.reassign)
            expect(seen.holder.known && seen.holder.value?.interfaceId).not.toBe(STRANGER.interfaceId);
          if (act.call === 'detach' || act.call === 'unassign' || act.call === 'set-delete-on-termination')
            expect(seen.interface.known && seen.interface.value?.instanceId).toBe(run.subject.originalId);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
