import { vi } from 'vitest';

// Half a second of work for each password that is set or typed, which is what the product wants of a guess, was minutes of the tests. password-hash.test.ts has the real one.
vi.mock('@/lib/auth/password-work', () => ({ WORK: { N: 1_024, r: 8, p: 1 } }));
