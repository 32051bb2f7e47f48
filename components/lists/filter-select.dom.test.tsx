import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { FilterSelect } from './filter-select';

const OPTIONS = [
  { value: 'any', text: 'Any' },
  { value: 'failed', text: 'Failed' },
] as const;

it('a filter has its name inside, looks chosen only where something is, and gives a value of its own', () => {
  const onChange = vi.fn();
  const { rerender } = onScreen(<FilterSelect label="Status" value="any" options={OPTIONS} onChange={onChange} />);
  const select = screen.getByRole('combobox', { name: 'Status' });
  const looks = (): string => select.parentElement?.className ?? '';
  expect(looks()).not.toContain('bg-accent-soft');
  fireEvent.change(select, { target: { value: 'failed' } });
  expect(onChange).toHaveBeenCalledWith('failed');
  rerender(<FilterSelect label="Status" value="failed" options={OPTIONS} onChange={onChange} />);
  expect(looks()).toContain('bg-accent-soft');
});
