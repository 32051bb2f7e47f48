import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { DayField } from './day-field';

// What the page counts from goes on with the clock.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-29T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

const Held = ({ first = '', told }: { readonly first?: string; readonly told?: string[] }) => {
  const [day, setDay] = useState(first);
  const [unread, setUnread] = useState(false);
  return (
    <>
      <DayField
        label="From"
        value={day}
        onChange={(next) => {
          told?.push(next);
          setDay(next);
        }}
        onUnread={setUnread}
      />
      <output>{unread ? 'unread' : day}</output>
    </>
  );
};

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'From' });
const held = () => screen.getByRole('status').textContent;

it('shows a day in the language of the console, and takes one that is written out at once', () => {
  onScreen(<Held first="2026-11-24" />);
  expect(field().value).toBe('Nov 24, 2026');
  fireEvent.change(field(), { target: { value: '2026-12-01' } });
  expect(held()).toBe('2026-12-01');
  fireEvent.blur(field());
  expect(field().value).toBe('Dec 1, 2026');
  fireEvent.change(field(), { target: { value: '' } });
  expect(held()).toBe('');
});

it('takes other ways to write a day with Enter, and says what is none', () => {
  const told: string[] = [];
  onScreen(<Held told={told} />);
  fireEvent.change(field(), { target: { value: 'yesterday' } });
  expect(told).toEqual([]);
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(held()).toBe('2026-11-28');
  fireEvent.change(field(), { target: { value: '11/12/2026' } });
  expect(held()).toBe('unread');
  fireEvent.blur(field());
  expect(screen.getByRole('alert').textContent).toContain('Not a day.');
  expect(field().value).toBe('11/12/2026');
  expect(field().getAttribute('aria-invalid')).toBe('true');
});

it('moves by a day with the arrow keys, from today where there is none', () => {
  onScreen(<Held />);
  fireEvent.keyDown(field(), { key: 'ArrowUp' });
  expect(held()).toBe('2026-11-29');
  fireEvent.keyDown(field(), { key: 'ArrowDown' });
  expect(held()).toBe('2026-11-28');
});
