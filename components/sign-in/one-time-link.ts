'use client';

import { useEffect, useState } from 'react';
import { readLinkAction } from '@/lib/actions/sign-in';
import { heard } from '@/lib/queries/signed-out';

/** What a one-time link is for. */
export interface LinkAbout {
  readonly purpose: 'first-start' | 'invitation' | 'reset';
  readonly name: string | null;
  readonly email: string | null;
}

export type LinkState =
  | { readonly state: 'reading' }
  /** The address has none. */
  | { readonly state: 'none' }
  | { readonly state: 'usable'; readonly token: string; readonly about: LinkAbout }
  | { readonly state: 'failed'; readonly problem: { readonly code: string } };

/** The one-time link of the address: what stands behind its `#`, which no browser sends to anybody. */
export const useOneTimeLink = (): LinkState => {
  const [state, setState] = useState<LinkState>({ state: 'reading' });
  useEffect(() => {
    let ended = false;
    const read = async (): Promise<LinkState> => {
      const token = window.location.hash.slice(1);
      if (token === '') return { state: 'none' };
      const answer = await heard(readLinkAction({ token }));
      return answer.ok ? { state: 'usable', token, about: answer.value } : { state: 'failed', problem: answer.error };
    };
    const look = (): void =>
      void read()
        .catch((): LinkState => ({ state: 'failed', problem: { code: 'offline' } }))
        .then((found) => {
          if (!ended) setState(found);
        });
    look();
    window.addEventListener('hashchange', look);
    return () => {
      ended = true;
      window.removeEventListener('hashchange', look);
    };
  }, []);
  return state;
};
