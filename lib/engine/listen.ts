import pg from 'pg';
import { DUE_CHANNEL } from './send';

const AGAIN_MS = 1_000;

/**
 * Calls `due` whenever somebody sends a task that is due at once, so that it need not wait for the next look. Where words are not passed on (a pooler between, a connection that
 * is lost for a moment) the looks alone find the task. Returns how to stop.
 */
export const listenForTasks = (url: string, due: () => void): (() => Promise<void>) => {
  const state: { ended: boolean; client: pg.Client | null; timer: NodeJS.Timeout | null } = { ended: false, client: null, timer: null };
  const again = (client: pg.Client): void => {
    if (state.ended || state.client !== client) return;
    state.client = null;
    void client.end().catch(() => undefined);
    state.timer = setTimeout(connect, AGAIN_MS);
  };
  const connect = (): void => {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'rehome worker listens',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    state.client = client;
    client.on('notification', due);
    client.on('error', () => again(client));
    client.on('end', () => again(client));
    client
      .connect()
      .then(() => client.query(`listen ${DUE_CHANNEL}`))
      .then(due, () => again(client));
  };
  connect();
  return async () => {
    state.ended = true;
    if (state.timer !== null) clearTimeout(state.timer);
    await state.client?.end().catch(() => undefined);
  };
};
