import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { afterAll, beforeAll } from 'vitest';

/** A line between the SDK and the simulated account on which answers can get lost after they were given. */
export interface LossyProxy {
  readonly url: () => string;
  /** Cuts the line instead of passing on the answers to calls like this, until it is told otherwise. */
  readonly lose: (call: { readonly method: string; readonly path: string } | null) => void;
  /** How many answers got lost so far. */
  readonly lost: () => number;
}

const read = async (message: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

const forward = (to: string, from: IncomingMessage, body: Buffer): Promise<{ readonly answer: IncomingMessage; readonly body: Buffer }> =>
  new Promise((resolve, reject) => {
    const { host: _host, ...headers } = from.headers;
    const sent = request(new URL(from.url ?? '/', to), { method: from.method ?? 'GET', headers }, (answer) => {
      read(answer).then((text) => resolve({ answer, body: text }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** Starts the line before the tests of a file and ends it after them. `upstream` is asked at each call. */
export const lossyProxy = (upstream: () => string): LossyProxy => {
  let server: Server | undefined;
  let losing: { readonly method: string; readonly path: string } | null = null;
  let lost = 0;
  let url = '';
  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      const pass = async () => {
        const { answer, body } = await forward(upstream(), incoming, await read(incoming));
        if (losing !== null && incoming.method === losing.method && incoming.url?.startsWith(losing.path)) {
          lost += 1;
          incoming.socket.destroy();
        } else outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
      };
      pass().catch(() => incoming.socket.destroy());
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  });
  afterAll(async () => {
    await new Promise((resolve) => {
      server?.close(resolve);
      server?.closeAllConnections();
    });
  });
  return {
    url: () => url,
    lose: (call) => {
      losing = call;
    },
    lost: () => lost,
  };
};
