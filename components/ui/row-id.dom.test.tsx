import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { RowId } from './row-id';

it('an id in a row reads and copies whole however short it is shown, and takes no tab stop in a grid', () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  const id = 'i-0f3a9c41d27be5860';
  onScreen(<RowId value={id} within="grid" />);
  expect(screen.getByTitle(id).textContent).toContain('i-0f3a9…5860');
  expect(screen.getAllByText(id).some((each) => each.className.includes('sr-only'))).toBe(true);
  const copy = screen.getByRole('button', { name: `Copy ${id}` });
  expect(copy.tabIndex).toBe(-1);
  fireEvent.click(copy);
  expect(writeText).toHaveBeenCalledWith(id);
  vi.unstubAllGlobals();
});
