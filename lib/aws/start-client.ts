import 'server-only';
import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { BackupClient } from '@aws-sdk/client-backup';
import { clientSettings, RENEWAL } from './clients';
import type { Aws } from './connection';
import { renewAndRepeat } from './renew-and-repeat';

/** Thrown instead of sending: the right to send this request has run out. */
export class TooLateToSend extends Error {
  override readonly name = 'TooLateToSend';
}

type MaySend = () => boolean;

/** Cuts a connection that comes about too late, before the request that waits for it is written. */
const watched = (socket: Duplex | null | undefined, maySend: MaySend): Duplex | null | undefined => {
  const look = (): void => {
    if (!maySend()) socket?.destroy(new TooLateToSend());
  };
  for (const event of ['connect', 'secureConnect']) socket?.prependOnceListener(event, look);
  return socket;
};

/** Connections are not kept: one that is opened for this request can be watched from its begin. */
const options: AgentOptions = { keepAlive: false };

class WatchedHttp extends HttpAgent {
  readonly #maySend: MaySend;
  constructor(maySend: MaySend) {
    super(options);
    this.#maySend = maySend;
  }
  override createConnection(...given: Parameters<HttpAgent['createConnection']>): ReturnType<HttpAgent['createConnection']> {
    return watched(super.createConnection(...given) as Duplex | null | undefined, this.#maySend) as ReturnType<
      HttpAgent['createConnection']
    >;
  }
}

class WatchedHttps extends HttpsAgent {
  readonly #maySend: MaySend;
  constructor(maySend: MaySend) {
    super(options);
    this.#maySend = maySend;
  }
  override createConnection(...given: Parameters<HttpsAgent['createConnection']>): ReturnType<HttpsAgent['createConnection']> {
    return watched(super.createConnection(...given) as Duplex | null | undefined, this.#maySend) as ReturnType<
      HttpsAgent['createConnection']
    >;
  }
}

/**
 * A client for one StartRestoreJob: it sends the request once (repeating it is the engine's decision, not the SDK's), and not at all once `maySend` says no. That is
 * asked right before the request leaves the SDK and again when its connection stands, because a process may be held anywhere between. End it with `destroy`.
 */
export const startClient = (aws: Aws, maySend: MaySend): BackupClient => {
  const settings = clientSettings(aws);
  const client = new BackupClient({
    ...settings,
    maxAttempts: 1,
    requestHandler: { ...settings.requestHandler, httpAgent: new WatchedHttp(maySend), httpsAgent: new WatchedHttps(maySend) },
  });
  client.middlewareStack.add(renewAndRepeat(aws.credentials), RENEWAL);
  client.middlewareStack.add(
    (next) => (args) => {
      if (!maySend()) throw new TooLateToSend();
      return next(args);
    },
    { name: 'notTooLate', step: 'deserialize', priority: 'low' },
  );
  return client;
};
