import { createServer, type IncomingMessage } from 'node:http';
import { createDraft, getDraft, saveDraft } from '@/lib/data/drafts';
import { getHistoryEntry } from '@/lib/data/history';
import { refreshInventory } from '@/lib/data/inventory/refresh';
import { listJobs } from '@/lib/data/jobs';
import { type StartOrder, startRestore } from '@/lib/data/start-restore';
import { api } from '@/lib/paths';
import type { Result } from '@/lib/result';
import { PLACE } from './product';

/*
 * A console without pages as a process of its own: what its server actions and GET handlers call, over plain HTTP on loopback, on the port that it is given. It needs Node's
 * condition `react-server`, as the worker does. `POST /actions/NAME` takes the input of an action as JSON and answers with its result; a GET answers as the console's own handler does.
 */
type Answer = Promise<Result<unknown, unknown>>;

const ACTIONS: Readonly<Record<string, (input: never) => Answer>> = {
  createDraftAction: (input: Parameters<typeof createDraft>[1]) => createDraft(PLACE, input),
  saveDraftAction: (input: Parameters<typeof saveDraft>[1]) => saveDraft(PLACE, input),
  startRestoreAction: (input: StartOrder) => startRestore(PLACE, input),
  refreshInventoryAction: () => refreshInventory(PLACE, null),
};

/** What a path asks for; `null` where it asks for nothing that is here. */
const read = (path: string): Answer | null => {
  const last = decodeURIComponent(path.split('/').at(-1) ?? '');
  if (path === api.draft(PLACE, last)) return getDraft(PLACE, last);
  if (path === api.historyEntry(last)) return getHistoryEntry(last);
  return path === api.jobs(PLACE) ? listJobs(PLACE) : null;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** What is answered, `null` where there is no such thing. */
const answerTo = async (request: IncomingMessage): Promise<unknown> => {
  const path = request.url ?? '/';
  if (request.method !== 'POST') {
    const found = await read(path);
    if (found === null) return null;
    return found.ok ? found.value : { problem: found.error };
  }
  const action = ACTIONS[path.replace('/actions/', '')];
  return action === undefined ? null : action(JSON.parse(await bodyOf(request)) as never);
};

const server = createServer((request, response) => {
  answerTo(request).then(
    (answer) => response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      response.writeHead(500).end();
    },
  );
});

server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));
