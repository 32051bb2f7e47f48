'use client';

import { useEffect } from 'react';
import { pressAgain } from './early-clicks';

/** Told once the page answers: a button that was pressed before is pressed then. */
export const Alive = (): null => {
  useEffect(pressAgain, []);
  return null;
};
