import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a port of this machine that can be cut: to a database, to the simulated account. */
export interface Line {
  readonly port: number;
  /** What goes over it breaks off, and nothing comes about any more. */
  readonly cut: () => void;
  readonly join: () => void;
  readonly end: () => void;
}

/** A line to whatever listens at `to`. */
export const lineTo = async (to: number): Promise<Line> => {
  let whole = true;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    return socket;
  };
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = keep(connect(to, '127.0.0.1'));
    keep(near).pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      whole = false;
      drop();
    },
    join: () => {
      whole = true;
    },
    end: () => {
      server.close();
      drop();
    },
  };
};
