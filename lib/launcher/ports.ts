import { createServer } from 'node:net';
import { ReportedError } from './reported-error.js';

const tryPort = (port: number): Promise<{ readonly port: number } | { readonly problem: string }> =>
  new Promise((settle) => {
    const server = createServer();
    server.once('error', (error) => settle({ problem: 'code' in error ? String(error.code) : error.message }));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => settle({ port: got }));
    });
  });

// Below those that Linux (32768 to 60999) and macOS (49152 to 65535) give to outgoing connections: while a part is being started again, nothing but
// a server of somebody's can take its port.
const FIRST = 20_000;
const COUNT = 12_000;
const TRIES = 50;

/** Any free port on loopback, such that a part can be ended and started again on it. */
export const freePort = async (): Promise<number> => {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const got = await tryPort(FIRST + Math.floor(Math.random() * COUNT));
    if ('port' in got) return got.port;
  }
  const got = await tryPort(0);
  if ('port' in got) return got.port;
  throw new ReportedError(`No port is free on 127.0.0.1: ${got.problem}.`);
};

/** Proves that `port` can be listened on (0: finds one that can). Throws a sentence that names `option` where it cannot. */
export const claimPort = async (port: number, option: string): Promise<number> => {
  if (port === 0) return freePort();
  const got = await tryPort(port);
  if ('port' in got) return got.port;
  const why = got.problem === 'EADDRINUSE' ? `Port ${port} is taken` : `Port ${port} cannot be listened on (${got.problem})`;
  throw new ReportedError(`${why}: choose another with ${option}, or stop what uses it.`);
};

/** `preferred` where it is free, else any free port. */
export const preferPort = async (preferred: number): Promise<number> => {
  const got = await tryPort(preferred);
  return 'port' in got ? got.port : freePort();
};
