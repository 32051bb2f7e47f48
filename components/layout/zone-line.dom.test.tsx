import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { ZoneLine } from './zone-line';

it('the frame says once which zone the times of its pages are in, and how far that is off where there is little room', () => {
  onScreen(<ZoneLine />);
  const line = screen.getByTitle('Times in UTC');
  expect(line.textContent).toBe('Times in UTCUTC');
});
