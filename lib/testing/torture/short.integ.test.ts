import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { SEND_WINDOW_MS } from '@/lib/jobs/attempt';
import { api } from '@/lib/paths';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { randomOf } from '../fuzz/random';
import { newBook } from './book';
import { calm, NOTHING_HELD_S, setAbsent } from './calm';
import { bad } from './count';
import { query } from './judge';
import { type Held, holdAt, holdCall, makeGates, waitUntil } from './moments';
import type { Part } from './parts';
import { readStart } from './person';
import { type Draft, PLACE, type Point, type Product, pointsOf, productOf } from './product';
import { races } from './races';
import { startWorld, type World } from './world';

/*
 * What `npm run torture` does for half an hour with built consoles, in short: real processes of the product's data layer, a real worker, a PostgreSQL of its own and the simulated
 * account. Kills are aimed at moments that are held open, so that nothing here depends on how quick a machine is.
 */
vi.mock('@/lib/launcher/reported-error.js', async (original) => ({ ...(await original<object>()), say: () => undefined }));

/** A bound for what hangs. */
const BOUND_MS = 600_000;
const RACES = 6;
/** As the product has it: nothing here is held for so long. */
const ABSENT_AFTER_S = 600;
const LAG_S = 3_600;
/** So often is a scene played again that a slow machine spoiled. */
const SCENES = 3;
const silent = (): void => undefined;

let world: World;
let product: Product;
let point: Point;
let accepted: readonly string[] = [];
let last = 10;
const book = newBook();

beforeAll(async () => {
  world = await startWorld({ consoles: 4, consoleKind: 'bare', workers: 1, speed: 1 });
  await makeGates(world);
  product = productOf(world);
  const [newest] = await pointsOf(world, 'batch-02');
  if (newest === undefined) throw new Error('There is nothing to restore.');
  point = newest;
}, BOUND_MS);
afterAll(() => world?.end(), BOUND_MS);

const consoleAt = (number: number): string => world.consoles[number - 1] ?? '';
const part = (name: string): Part => {
  const found = world.parts.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
};

/** A plan with an address that nobody else asks for. */
const planned = async (console: string): Promise<Draft> => {
  const created = await product.createDraft(console, point);
  if (!created.ok) throw new Error(`unexpected: ${created.error.code}`);
  const draft = created.value as Draft;
  last += 1;
  const saved = await product.saveAddresses(console, draft, [`10.1.78.${last}`]);
  if (!saved.ok) throw new Error(`unexpected: ${saved.error.code}`);
  book.drafts.set(draft.draftId, (saved.value as Draft).revision);
  return { draftId: draft.draftId, revision: (saved.value as Draft).revision };
};

/** Presses Start and remembers what is told, also where nothing is. */
const press = async (console: string, draft: Draft) => {
  const answer = await product.start(console, draft, accepted).catch(() => null);
  readStart(book, answer);
  return answer;
};

const kill = async (name: string): Promise<void> => {
  const before = part(name).pid();
  part(name).kill();
  await part(name).ready();
  expect(part(name).pid()).not.toBe(before);
};

/** The machine was too slow for what was to be seen: nobody sends the request of a start any more, because its time is over, or the start was answered before it came so far. */
class TooLate extends Error {}

/** Throws `TooLate` once nobody will send what a plan was started with. */
const stillSent = async (draftId: string): Promise<void> => {
  const [row] = await query<{ late: boolean }>(
    world,
    `select (now() - a.created_at > $2 * interval '1 millisecond' and (a.lease_until is null or a.lease_until < now())) or a.state <> 'open' as late
     from attempts a join restores r on r.id = a.restore_id where r.draft_id = $1`,
    [draftId, SEND_WINDOW_MS],
  );
  if (row?.late === true) throw new TooLate('The time to send is over.');
};

/** Plays a scene; anew with another plan where the machine was too slow for it. */
const played = async (scene: () => Promise<void>): Promise<void> => {
  for (let times = 1; ; times += 1)
    try {
      return await scene();
    } catch (error) {
      if (!(error instanceof TooLate) || times === SCENES) throw error;
    }
};

/** Waits until a start that was pressed has come to where it is held. */
const heldAt = async (held: Held, pressed: Promise<unknown>): Promise<void> => {
  let answered = false;
  void pressed.then(() => {
    answered = true;
  });
  await held.reached(async () => {
    if (answered) throw new TooLate('The start was answered without having come so far.');
  });
};

/** Presses Start at a console and kills `victim` when what is held has been reached; afterwards the person presses it again at another console until there is an answer. */
const killedAt = async (hold: () => Promise<Held>, victim: string, number = 1): Promise<void> => {
  const draft = await planned(consoleAt(number));
  const held = await hold();
  const first = press(consoleAt(number), draft);
  await heldAt(held, first).catch(async (error: unknown) => {
    await held.release();
    throw error;
  });
  const killed = kill(victim);
  await held.release();
  // A console that was killed answers no more, and its `fetch` may never tell.
  await Promise.all([killed, victim === `Console ${number}` ? undefined : first]);
  while ((await press(consoleAt(number + 1), draft)) === null);
};

/** A start whose answer is lost while lists do not show its job yet: it is sent again, with the same token. */
const answerLost = async (): Promise<void> => {
  await world.control('list-lag', { seconds: LAG_S });
  await world.control('faults', { kind: 'lose', service: 'backup', operation: 'StartRestoreJob', times: 1 });
  const calls = async (): Promise<number> => ((await world.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;
  const before = await calls();
  const draft = await planned(consoleAt(1));
  await press(consoleAt(1), draft);
  try {
    await waitUntil(
      async () => (await calls()) >= before + 2,
      () => stillSent(draft.draftId),
    );
  } finally {
    await world.control('list-lag', { seconds: 0 });
  }
};

/** Has the worker killed in the middle of a look at AWS's list and of sending what a console that was killed had only committed. */
const killWorker = async (): Promise<void> => {
  const look = await holdCall(world, 'ListRestoreJobs');
  // Whoever opens the list of jobs has it looked at.
  await look.reached(() => product.get(consoleAt(2), api.jobs(PLACE)));
  const draft = await planned(consoleAt(1));
  const lease = await holdAt(world, 'lease');
  const held: Held[] = [look, lease];
  try {
    await heldAt(lease, press(consoleAt(1), draft));
    await kill('Console 1');
    const sending = await holdCall(world, 'StartRestoreJob');
    held.push(sending);
    await lease.release();
    await sending.reached(() => stillSent(draft.draftId));
    await kill('Worker 1');
  } finally {
    for (const each of held) await each.release();
  }
  while ((await press(consoleAt(2), draft)) === null);
};

/** The findings that a start of the point wants accepted. */
const acceptances = async (): Promise<readonly string[]> => {
  const answer = await product.start(consoleAt(4), await planned(consoleAt(4)), []);
  if (answer.ok || answer.error.code !== 'not-acknowledged') throw new Error('A start was to be asked for acceptances.');
  return (answer.error.missing as readonly Diagnostic[]).map(acceptanceKey);
};

it('of four processes that start at the same moment one wins, and the others are told who', { timeout: BOUND_MS }, async () => {
  const { counts } = await races(world, RACES, randomOf(1), silent);
  expect(bad(counts)).toEqual([]);
});

it('a process that is killed loses, doubles and misreports nothing', { timeout: BOUND_MS }, async () => {
  await setAbsent(world, ABSENT_AFTER_S);
  accepted = await acceptances();
  await played(answerLost);
  await played(() => killedAt(() => holdAt(world, 'commit'), 'Console 1'));
  await played(() => killedAt(() => holdAt(world, 'lease'), 'Console 1'));
  await played(() => killedAt(() => holdAt(world, 'record'), 'Console 2', 2));
  await played(() => killedAt(() => holdCall(world, 'StartRestoreJob'), 'Console 2', 2));
  await played(() => killedAt(() => holdCall(world, 'StartRestoreJob'), 'PostgreSQL', 3));
  await played(killWorker);
  await setAbsent(world, NOTHING_HELD_S);
  const counts = await calm(world, book, silent);
  expect(bad(counts)).toEqual([]);
  expect(counts.find(({ name }) => name === 'restore jobs in the account')?.value).toBeGreaterThan(RACES);
});
