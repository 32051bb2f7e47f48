import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { RuleDialog } from './rule-dialog';

vi.mock('./rule-preview', () => ({ RulePreview: () => null }));

const field = (name: string): HTMLElement => screen.getByLabelText(name);
const save = (): HTMLElement => screen.getByRole('button', { name: 'Save' });

it('a rule that cannot be saved yet says what it lacks, and marks the field that is wrong', () => {
  const onSave = vi.fn();
  onScreen(<RuleDialog open rule={null} keptAs="a new rule" busy={false} failure={null} onSave={onSave} onClose={vi.fn()} />);
  expect(screen.getByRole('status').textContent).toBe('Give the rule a name.');
  expect(document.querySelector('[aria-invalid]')).toBeNull();
  fireEvent.change(field('Name'), { target: { value: 'Production' } });
  expect(screen.getByRole('status').textContent).toBe('');
  fireEvent.change(field('Valid for hours'), { target: { value: '800' } });
  expect(screen.getByRole('status').textContent).toBe('Correct the fields that are marked.');
  expect(field('Valid for hours').getAttribute('aria-invalid')).toBe('true');
  fireEvent.click(save());
  expect(onSave).not.toHaveBeenCalled();
  fireEvent.change(field('Valid for hours'), { target: { value: '8' } });
  fireEvent.click(save());
  expect(onSave).toHaveBeenCalledWith(expect.objectContaining({ name: 'Production', validHours: 8 }));
});
