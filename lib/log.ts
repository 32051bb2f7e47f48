import { randomUUID } from 'node:crypto';

/** Writes one JSON line to standard error. Fields must hold nothing secret: no metadata, tokens, credentials. */
export const logLine = (fields: Readonly<Record<string, string | number | boolean | null>>): void => {
  console.error(JSON.stringify({ at: new Date().toISOString(), ...fields }));
};

/**
 * Logs something that should not have happened in `name` and returns the id under which a person can find it.
 * The error's message is left out, because messages quote inputs (a failed SQL query prints its parameters); its kind, code and stack frames stay.
 */
export const logUnexpected = (name: string, error: unknown): string => {
  const id = randomUUID();
  logLine({ level: 'error', id, name, error: outline(error) });
  return id;
};

const outline = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? '' : `\ncaused by ${outline(error.cause)}`;
  return `${error.name}${code}\n${frames.join('\n')}${cause}`;
};
