import { createServer, type IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { Permission } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { scopeFor } from '@/lib/data/identity';
import { DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { carry, orProblem } from '@/lib/operations/gate';
import { getHistoryEntryOperation } from '@/lib/operations/history';
import { refreshInventoryOperation } from '@/lib/operations/inventory';
import { listJobsOperation } from '@/lib/operations/jobs';
import type { Context, Operation } from '@/lib/operations/operation';
import { createDraftOperation, getDraftOperation, saveDraftOperation, startRestoreOperation } from '@/lib/operations/plans';
import { api } from '@/lib/paths';
import type { Result } from '@/lib/result';
import { PLACE } from './product';

/*
 * A console without pages as a process of its own: the operations behind its server actions and GET handlers, over plain HTTP on loopback, on the port that it is given. It needs Node's
 * condition `react-server`, as the worker does. `POST /actions/NAME` takes the input of an action as JSON and answers with its result; a GET answers as the console's own handler does.
 */
type Answer = Promise<Result<unknown, unknown>>;

/** There are no browsers here, and so no sessions: everything is done for the operator. */
const caller: Caller = {
  user: DEMO_PEOPLE[0].id,
  grants: [{ role: 'operator', account: null }],
  session: { id: 'bare', signedInAt: new Date() },
};

/** What the gate does with a call once it knows whose it is. */
const done = <K extends 'none' | 'place', I extends z.ZodType, T, E extends { readonly code: string }>(
  declared: Operation<K, I, T, E>,
  given: unknown,
): Answer =>
  orProblem(declared, { door: 'page' }, async () => {
    const input = declared.input.parse(given);
    const scope = declared.scope === 'place' ? await scopeFor(PLACE, declared.permission as Permission) : null;
    if (scope !== null && !scope.ok) return scope;
    return carry(declared, { input, context: { caller, scope: scope?.value } as unknown as Context<K> });
  });

const ACTIONS: Readonly<Record<string, (input: Record<string, unknown>) => Answer>> = {
  createDraftAction: (input) => done(createDraftOperation, { ...input, place: PLACE }),
  saveDraftAction: (input) => done(saveDraftOperation, { ...input, place: PLACE }),
  startRestoreAction: (input) => done(startRestoreOperation, { ...input, place: PLACE }),
  refreshInventoryAction: () => done(refreshInventoryOperation, { place: PLACE }),
};

/** What a path asks for; `null` where it asks for nothing that is here. */
const read = (path: string): Answer | null => {
  const last = decodeURIComponent(path.split('/').at(-1) ?? '');
  if (path === api.draft(PLACE, last)) return done(getDraftOperation, { place: PLACE, draft: last });
  if (path === api.historyEntry(last)) return done(getHistoryEntryOperation, { restore: last });
  return path === api.jobs(PLACE) ? done(listJobsOperation, { place: PLACE }) : null;
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
  return action === undefined ? null : action(JSON.parse(await bodyOf(request)) as Record<string, unknown>);
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
