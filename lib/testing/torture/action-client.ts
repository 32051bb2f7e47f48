import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, paths } from '@/lib/paths';
import { askWithin } from './ask';
import { readFlight } from './flight';

/** The answer of a server action: a `Result` whose value is up to the action. */
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Refusal };

/** An expected failure: its code, and whatever that code has beside it. */
export interface Refusal {
  readonly code: string;
  readonly [member: string]: unknown;
}

interface Manifest {
  readonly node: Readonly<Record<string, { readonly exportedName?: string }>>;
}

/** The names of the actions that the build of `root` knows, each with the id by which a browser calls it. */
export const actionIds = (root: string): ReadonlyMap<string, string> => {
  const manifest = JSON.parse(readFileSync(join(root, '.next', 'server', 'server-reference-manifest.json'), 'utf8')) as Manifest;
  return new Map(
    Object.entries(manifest.node).flatMap(([id, { exportedName }]) => (exportedName === undefined ? [] : [[exportedName, id]])),
  );
};

/** As React writes arguments that are JSON: a text that begins with `$` would be taken for a reference. */
const argumentsOf = (input: unknown): string =>
  JSON.stringify([input], (_key, value: unknown) => (typeof value === 'string' && value.startsWith('$') ? `$${value}` : value));

/** Calls the server action `id` of the console at `url` as the browser of somebody who is signed in does on a restore page. Rejects where no answer of it comes within `timeoutMs`. */
export const callAction = async (
  { url, cookie }: { readonly url: string; readonly cookie: string },
  place: Place,
  id: string,
  input: unknown,
  timeoutMs: number,
): Promise<Answer> => {
  const { ok, status, body } = await askWithin(timeoutMs, `${url}${paths.restore(place, '00000000-0000-4000-8000-000000000000')}`, {
    method: 'POST',
    headers: {
      cookie,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': id,
      origin: url,
      'sec-fetch-site': 'same-origin',
    },
    body: argumentsOf(input),
  });
  if (!ok) throw new Error(`The action answered ${status}.`);
  const answer = readFlight(body);
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) throw new Error('The answer is no result.');
  return answer as Answer;
};
