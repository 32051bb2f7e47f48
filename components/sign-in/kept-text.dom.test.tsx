import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { FrameProvider, NOBODY } from '@/components/layout/frame-context';
import { onScreen } from '@/components/testing/on-screen';
import { TextField } from '@/components/ui/field';
import { tellLeaving, useKeptFields, useKeptText } from './kept-text';

const Form = ({ about }: { readonly about: string }) => {
  const [typed, setTyped] = useKeptFields(`form ${about}`, { name: '', role: 'viewer' });
  const [days, setDays] = useKeptText(`days ${about}`, '90');
  return (
    <>
      <TextField label="Name" value={typed.name} onChange={({ target }) => setTyped({ ...typed, name: target.value })} />
      <TextField label="Role" value={typed.role} readOnly />
      <TextField label="Days" value={days} onChange={({ target }) => setDays(target.value)} />
    </>
  );
};

const open = (user: string, about: string) =>
  onScreen(
    <FrameProvider facts={{ ...NOBODY, user }}>
      <Form about={about} />
    </FrameProvider>,
  );
const shown = () => ['Name', 'Role', 'Days'].map((label) => screen.getByLabelText<HTMLInputElement>(label).value);
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => window.sessionStorage.clear());

it('finds a form as it was when the browser comes back from the identity provider: for the same person and the same thing, once', () => {
  const first = open('rika', 'a');
  type('Name', '森 梨花');
  type('Days', '30');
  tellLeaving();
  first.unmount();

  for (const [user, about] of [
    ['ken', 'a'],
    ['rika', 'b'],
  ] as const) {
    const other = open(user, about);
    expect(shown()).toEqual(['', 'viewer', '90']);
    other.unmount();
  }
  const back = open('rika', 'a');
  expect(shown()).toEqual(['森 梨花', 'viewer', '30']);
  expect(window.sessionStorage).toHaveLength(0);
  back.unmount();
  open('rika', 'a');
  expect(shown()).toEqual(['', 'viewer', '90']);
});

it('keeps nothing that nobody has changed, and nothing where the browser stays', () => {
  const first = open('rika', 'a');
  tellLeaving();
  expect(window.sessionStorage).toHaveLength(0);
  type('Name', '森 梨花');
  first.unmount();
  tellLeaving();
  expect(window.sessionStorage).toHaveLength(0);
});
