import { vi } from 'vitest';

// Before each file of tests that share a process: what the one before it kept is gone, in modules and in what is once per process (lib/process-wide.ts). Packages stay as they are loaded.
vi.resetModules();
const kept = globalThis as unknown as Record<symbol, unknown>;
for (const key of Object.getOwnPropertySymbols(globalThis)) if (key.description?.startsWith('rehome.')) delete kept[key];
