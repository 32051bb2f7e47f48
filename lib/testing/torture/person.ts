import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { sleep } from '@/lib/launcher/processes.js';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { Random } from '../fuzz/random';
import type { Answer } from './action-client';
import { type Book, count } from './book';
import type { Draft, Point, Product } from './product';

const TRIES = 12;
const PAUSE_MS = 400;

/** Who uses the consoles of a world, and what they are told. */
export interface Persons {
  readonly product: Product;
  readonly consoles: readonly [string, ...string[]];
  readonly points: readonly [Point, ...Point[]];
  readonly book: Book;
  /** Addresses that nobody asked for yet. */
  readonly addresses: () => readonly string[];
  readonly over: () => boolean;
}

/** What an answer said, in a word; of findings also which errors. */
const wordOf = (answer: Answer | null): string => {
  if (answer === null) return 'no answer';
  if (answer.ok) return 'ok';
  const { code, diagnostics } = answer.error;
  if (code !== 'check-failed') return code;
  const errors = (diagnostics as readonly Diagnostic[]).filter(({ severity }) => severity === 'error');
  return [code, ...new Set(errors.map((each) => `${each.rule} ${each.code}`))].join(' ');
};

const pause = (random: Random): Promise<void> => sleep(PAUSE_MS / 2 + random.below(PAUSE_MS));

/** Asks until an answer is `ok`, at any console; `null` where that takes too long. */
const insist = async (persons: Persons, random: Random, what: string, ask: (console: string) => Promise<Answer>): Promise<unknown> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await ask(random.pick(persons.consoles)).catch(() => null);
    count(persons.book, `${what}: ${wordOf(answer)}`);
    if (answer?.ok === true) return answer.value;
    await pause(random);
  }
  return null;
};

const planned = async (persons: Persons, random: Random): Promise<Draft | null> => {
  const { product, book, points } = persons;
  const point = random.pick(points);
  const created = (await insist(persons, random, 'plan', (console) => product.createDraft(console, point))) as Draft | null;
  if (created === null) return null;
  book.drafts.set(created.draftId, created.revision);
  const addresses = persons.addresses();
  // A save whose answer was lost was made all the same, so that the next one is in conflict with it: then the plan is left as it is.
  const saved = (await insist(persons, random, 'save', (console) => product.saveAddresses(console, created, addresses))) as Draft | null;
  if (saved === null) return null;
  book.drafts.set(created.draftId, saved.revision);
  return { draftId: created.draftId, revision: saved.revision };
};

/** What a person does about an answer to "start" (`null`: there was none): it is over, or the same plan is started again, with these findings accepted. */
type Next = 'over' | 'again' | readonly string[];

export const readStart = (book: Book, answer: Answer | null): Next => {
  count(book, `start: ${wordOf(answer)}`);
  if (answer === null) return 'again';
  if (answer.ok) {
    book.restores.set((answer.value as { restoreId: string }).restoreId, 'begun');
    return 'over';
  }
  const { code, restoreId, missing } = answer.error;
  if (code === 'already-started') {
    book.restores.set(String(restoreId), 'begun');
    return 'over';
  }
  if (code === 'refused') book.restores.set(String(restoreId), 'refused');
  // What could not be checked is not accepted: it is waited for.
  if (code === 'not-acknowledged')
    return (missing as readonly Diagnostic[]).filter((each) => each.severity === 'warning').map(acceptanceKey);
  return code === 'draft-changed' || code === 'not-found' ? 'over' : 'again';
};

/** Somebody who wants a machine and presses Start until told that it has begun, and now and then once more after that. */
const restoreOne = async (persons: Persons, random: Random): Promise<void> => {
  const draft = await planned(persons, random);
  if (draft === null) return;
  let accepted: readonly string[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await persons.product.start(random.pick(persons.consoles), draft, accepted).catch(() => null);
    const next = readStart(persons.book, answer);
    if (next === 'over' && random.chance(0.7)) return;
    if (next !== 'over' && next !== 'again') accepted = [...new Set([...accepted, ...next])];
    else await pause(random);
  }
};

/** One person after the other's image: restores until it is over. */
export const person = async (persons: Persons, random: Random): Promise<void> => {
  while (!persons.over()) await restoreOne(persons, random);
};
