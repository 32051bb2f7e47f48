'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/**
 * Whether a part of the page has been hydrated. For what shows data that another part asks for as well: the browser may have it before this part is hydrated,
 * which must be what the server sent then.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
