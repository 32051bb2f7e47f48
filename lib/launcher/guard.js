import { createInterface } from 'node:readline';
import { send, sleep, startOf } from './processes.js';

/**
 * Outlives the launcher for the moment it takes to end what the launcher started. It is a process and a session of its own, and is
 * told over a pipe which process groups exist: `+ PID SIGNAL` and `- PID`. The pipe closes when the launcher ends, in whatever way, kill -9 included.
 */
const GRACE_MS = 8_000;

/** @type {Map<number, NodeJS.Signals>} */
const groups = new Map();

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => undefined);

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [sign, pid, signal] = line.split(' ');
  if (sign === '+') groups.set(Number(pid), /** @type {NodeJS.Signals} */ (signal));
  if (sign === '-') groups.delete(Number(pid));
});

lines.on('close', async () => {
  for (const [pid, signal] of groups) send(pid, signal);
  const deadline = Date.now() + GRACE_MS;
  while (Date.now() < deadline && [...groups.keys()].some((pid) => startOf(pid) !== null)) await sleep(50);
  // Leaders that are gone may have left members of their groups.
  for (const pid of groups.keys()) send(-pid, 'SIGKILL');
  process.exit(0);
});
