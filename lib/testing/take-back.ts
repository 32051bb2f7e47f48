import { afterAll, vi } from 'vitest';

// After each file of tests that share a process: spies, stubs and a stopped clock are not there for the next.
afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
