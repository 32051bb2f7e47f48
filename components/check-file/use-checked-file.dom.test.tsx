import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { type GivenFile, useGivenFile } from './use-checked-file';
import { loadJudge } from './use-judge';

// Vite compiles the rules for it, which can take longer than a test waits.
beforeAll(async () => void (await loadJudge()));

it('never takes a text that is not read yet for none: what is told then is of the text before it', async () => {
  const seen: GivenFile[] = [];
  const { result } = renderHook(() => {
    const given = useGivenFile();
    seen.push(given);
    return given;
  });
  act(() => result.current.setText('{'));
  await waitFor(() => expect(result.current.judge).not.toBeNull());
  act(() => result.current.setText(''));
  expect(result.current.problem?.code).toBe('empty');
  expect(result.current.behind).toBe(false);
  seen.length = 0;
  act(() => result.current.setText('{"InstanceType":"t2.micro"}'));
  expect(result.current).toMatchObject({ problem: null, behind: false });
  const mistaken = seen.filter(({ text, problem }) => text !== '' && problem?.code === 'empty');
  expect(mistaken.length).toBeGreaterThan(0);
  expect(mistaken.filter(({ behind }) => !behind)).toEqual([]);
});
