import { readFileSync } from 'node:fs';

/*
 * Loaded before anything else into a process whose clock is to be set (`--import`): `Date` is as many milliseconds ahead as the file that CLOCK_SHIFT_FILE names
 * says, from the moment that it says so. What no person can set stays: `performance.now()`, timers, and the clock of the system.
 */
const READ_EVERY_MS = 50;
const file = process.env.CLOCK_SHIFT_FILE ?? '';
const SystemDate = Date;
let shift = 0;
let readAt = Number.NEGATIVE_INFINITY;

const shiftNow = () => {
  const now = performance.now();
  if (now - readAt < READ_EVERY_MS) return shift;
  readAt = now;
  try {
    shift = Number(readFileSync(file, 'utf8'));
  } catch {
    shift = 0;
  }
  return shift;
};

const now = () => SystemDate.now() + shiftNow();

if (file !== '')
  globalThis.Date = new Proxy(SystemDate, {
    construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as),
    apply: () => new SystemDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
