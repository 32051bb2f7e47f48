import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { noteProblem } from '@/lib/queries/signed-out';
import { FrameProvider, NOBODY, useFrame } from './frame-context';
import { ProblemPage } from './problem-page';

const FACTS = { ...NOBODY, user: 'somebody', grants: [{ role: 'operator', account: null }] } as const;
const REFUSAL = { code: 'not-permitted', permission: 'start-restore', ask: [] } as const;
const answered = { grants: FACTS.grants as readonly object[], asked: 0 };

beforeEach(() => {
  Object.assign(answered, { grants: FACTS.grants, asked: 0 });
  vi.stubGlobal('fetch', async () => {
    answered.asked += 1;
    return Response.json({ ...FACTS, grants: answered.grants });
  });
});
afterEach(() => vi.unstubAllGlobals());

const Roles = () => <p>roles: {useFrame().grants.map(({ role }) => role)}</p>;

/** A page that answers with a refusal once it is gone to. */
const Page = () => {
  const [opened, setOpened] = useState(false);
  return opened ? <ProblemPage problem={REFUSAL} /> : <button type="button" onClick={() => setOpened(true)} />;
};

it('shows that a role was taken as soon as any answer says so', async () => {
  onScreen(
    <FrameProvider facts={FACTS}>
      <Roles />
    </FrameProvider>,
  );
  expect(screen.getByText('roles: operator')).toBeDefined();
  answered.grants = [];
  await act(async () => noteProblem({ code: 'not-found' }));
  expect(answered.asked).toBe(0);
  await act(async () => noteProblem(REFUSAL));
  expect(await screen.findByText('roles:')).toBeDefined();
});

it('does so, too, where a page was refused instead of an answer', async () => {
  onScreen(
    <FrameProvider facts={FACTS}>
      <Roles />
      <Page />
    </FrameProvider>,
  );
  answered.grants = [];
  fireEvent.click(screen.getByRole('button'));
  expect(await screen.findByText('roles:')).toBeDefined();
});
