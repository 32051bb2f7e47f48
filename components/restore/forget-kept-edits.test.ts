import { expect, it } from 'vitest';
import { forgetKeptEdits } from './forget-kept-edits';

it('leaves nothing of any plan in the browser, and all else as it is', () => {
  const stored = new Map([
    ['rehome-draft:1', '{"history":{}}'],
    ['theme', 'dark'],
    ['rehome-draft:2', '{}'],
    ['rehome-drafts', 'other'],
  ]);
  forgetKeptEdits({
    get length() {
      return stored.size;
    },
    key: (at) => [...stored.keys()][at] ?? null,
    removeItem: (key) => stored.delete(key),
  });
  expect([...stored.keys()]).toEqual(['theme', 'rehome-drafts']);
});
