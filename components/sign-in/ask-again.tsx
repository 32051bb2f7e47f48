'use client';

import { Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { lazyComponent } from '@/components/ui/lazy-component';
import { isAsked, onAsked } from '@/lib/queries/sign-in-again';

const SignInAgain = lazyComponent(() => import('./sign-in-again').then((module) => module.SignInAgain));

/** The dialog of a fresh sign-in, which is loaded when it is first wanted, and stays, closed, so that closing can give the focus back to where it was. */
export const AskAgain = ({ name }: { readonly name?: string }) => {
  const asked = useSyncExternalStore(onAsked, isAsked, () => false);
  const [wasAsked, setWasAsked] = useState(false);
  useEffect(() => {
    if (asked) setWasAsked(true);
  }, [asked]);
  return <Suspense>{wasAsked && <SignInAgain open={asked} name={name} />}</Suspense>;
};
