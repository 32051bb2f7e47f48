import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** When whoever calls meets its end: `before` the call arrives, or `after` it was carried out and before its answer. */
export type Death = 'before' | 'after';

/** A line to the simulated account on which chosen calls are never answered, so that their caller can be ended at that very moment. */
export interface DeadlyLine {
  readonly url: string;
  /** The next call of `action` meets `how`; several are met one after the other. */
  readonly lay: (action: string, how: Death) => void;
  /** Waits until a call is met; the same one until it was `taken`. */
  readonly met: () => Promise<void>;
  readonly taken: () => void;
  /** Refuses what still waits for its answer, and forgets what was laid. */
  readonly calm: () => void;
  readonly close: () => Promise<void>;
}

interface Laid {
  readonly action: string;
  readonly how: Death;
}

const REFUSAL =
  '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>This call came to nothing.</Message></Error></Errors><RequestID>0</RequestID></Response>';

const promised = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
};

/** Passes a request on; the whole answer. */
const passedOn = (to: string, path: string, method: string, headers: NodeJS.Dict<string | string[]>, body: Buffer) =>
  new Promise<{ readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: Buffer }>((resolve, reject) => {
    const out = request(new URL(path, to), { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    out.on('error', reject);
    out.end(body);
  });

/** Opens such a line to the account at `to`. EC2's calls name their action in their body. */
export const deadlyLine = async (to: () => string): Promise<DeadlyLine> => {
  let laid: Laid[] = [];
  let waiting: ServerResponse[] = [];
  let next = promised();
  const take = (body: string): Laid | undefined => {
    const found = laid.find(({ action }) => body.startsWith(`Action=${action}&`) || body.includes(`&Action=${action}&`));
    laid = laid.filter((each) => each !== found);
    return found;
  };
  const server: Server = createServer((incoming, answer) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts);
      const trap = take(body.toString('utf8'));
      if (trap !== undefined) waiting.push(answer);
      if (trap?.how === 'before') {
        next.resolve();
        return;
      }
      void passedOn(to(), incoming.url ?? '/', incoming.method ?? 'POST', incoming.headers, body).then(
        (whole) => {
          if (trap !== undefined) next.resolve();
          else answer.writeHead(whole.status, whole.headers).end(whole.body);
        },
        () => answer.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lay: (action, how) => void laid.push({ action, how }),
    met: () => next.promise,
    taken: () => {
      next = promised();
    },
    calm: () => {
      laid = [];
      next = promised();
      for (const answer of waiting) answer.writeHead(403, { 'content-type': 'text/xml' }).end(REFUSAL);
      waiting = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
