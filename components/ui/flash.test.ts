import { afterEach, expect, it } from 'vitest';
import { dismissFlash, flash, flashStore } from './flash';

const texts = (): readonly string[] => flashStore.read().map(({ text }) => text);
afterEach(() => {
  for (const { id } of flashStore.read()) dismissFlash(id);
});

it('shows once, and last, what is said again', () => {
  for (const text of ['nothing is there', 'AWS did not answer', 'nothing is there']) flash({ tone: 'warn', text });
  expect(texts()).toEqual(['AWS did not answer', 'nothing is there']);
});

it('keeps what something can be done about, whatever it says, and what is said in another tone', () => {
  const action = { text: 'Undo', run: () => undefined };
  for (const tone of ['warn', 'danger'] as const) flash({ tone, text: 'removed', action });
  flash({ tone: 'warn', text: 'removed', action });
  expect(texts()).toEqual(['removed', 'removed', 'removed']);
});
