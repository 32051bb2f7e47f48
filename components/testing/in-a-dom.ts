import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

/** Before each file of component tests: what Next gives a page, and nothing left over from the test before. */
vi.mock('next/navigation', () => ({
  useRouter: () => ({ push: () => undefined, refresh: () => undefined, replace: () => undefined }),
  useParams: () => ({ account: '123456789012', region: 'ap-northeast-1' }),
  usePathname: () => '/',
  useSearchParams: () => new URLSearchParams(),
}));

// A bound for what hangs, not for what is slow: a component that comes later is compiled by Vite first.
configure({ asyncUtilTimeout: 60_000 });

afterEach(cleanup);
