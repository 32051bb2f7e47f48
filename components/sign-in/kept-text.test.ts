import { expect, it } from 'vitest';
import { forgetKept } from './forget-kept-text';
import { keep, readFields, takeKept } from './kept-text';

const storageOf = (stored: Map<string, string>): Storage => ({
  get length() {
    return stored.size;
  },
  key: (at) => [...stored.keys()][at] ?? null,
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => void stored.set(key, value),
  removeItem: (key) => void stored.delete(key),
  clear: () => stored.clear(),
});

it('is there once, for whoever wrote it and what it was written about, and leaves nothing behind', () => {
  const stored = new Map<string, string>();
  const storage = storageOf(stored);
  keep(storage, 'rika', 'comment 1', 'Checked with the network team');
  keep(storage, 'rika', 'comment 2', '');
  expect(stored.size).toBe(1);
  expect([takeKept(storage, 'ken', 'comment 1'), takeKept(storage, 'rika', 'comment 2')]).toEqual(['', '']);
  expect(takeKept(storage, 'rika', 'comment 1')).toBe('Checked with the network team');
  expect([stored.size, takeKept(storage, 'rika', 'comment 1')]).toEqual([0, '']);
});

it('is taken away when somebody signs out, whoever wrote it, and all else stays', () => {
  const stored = new Map([['theme', 'dark']]);
  const storage = storageOf(stored);
  keep(storage, 'rika', 'comment 1', 'a');
  keep(storage, 'ken', 'reason 2', 'b');
  forgetKept(storage);
  expect([...stored.keys()]).toEqual(['theme']);
});

it('is read as the fields of the same form alone', () => {
  const like = { name: '', email: '' };
  expect(readFields(JSON.stringify({ name: '森 梨花', email: 'rika@example.com' }), like)).toEqual({
    name: '森 梨花',
    email: 'rika@example.com',
  });
  for (const other of ['', '{', 'null', '[]', '{"name":"a"}', '{"name":"a","email":1}', '{"name":"a","email":"b","role":"c"}'])
    expect(readFields(other, like)).toBeNull();
});
