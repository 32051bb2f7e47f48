import { afterEach, expect, it, vi } from 'vitest';
import { logLine, logUnexpected } from './log';

const lines: string[] = [];
afterEach(() => {
  lines.length = 0;
  vi.restoreAllMocks();
});
const listen = (): void => {
  vi.spyOn(console, 'error').mockImplementation((text: unknown) => lines.push(String(text)));
};

it('is one line of JSON, whatever it is given', () => {
  listen();
  const forged = 'a\n{"level":"info","name":"signed-in"}\r\n\u2028 "quoted" \u001b[31m';
  logLine({ level: 'warn', name: forged, seq: 7, none: null });
  expect(lines).toHaveLength(1);
  for (const breaking of ['\n', '\r', '\u001b']) expect(lines[0]).not.toContain(breaking);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', name: forged, seq: 7, none: null, at: expect.stringMatching(/Z$/) });
});

it('of the unexpected has neither its message nor that of its cause', () => {
  listen();
  const id = logUnexpected('saveDraft', new Error('secret one', { cause: Object.assign(new Error('secret two'), { code: '23505' }) }));
  expect(lines.join()).not.toContain('secret');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', id, name: 'saveDraft' });
  expect(lines[0]).toContain('23505');
});
