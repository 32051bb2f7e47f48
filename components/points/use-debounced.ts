'use client';

import { useEffect, useRef, useState } from 'react';

/**
 * A text that is typed here and kept elsewhere: what is typed shows at once and is told to `onSettled` after a pause. A value that changes from outside (the
 * back button, "clear") replaces it.
 */
export const useDebounced = (value: string, onSettled: (text: string) => void, pauseMs = 250) => {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  if (known !== value) {
    setKnown(value);
    // What one's own typing caused must not overwrite what was typed since.
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = (typed: string) => {
    clearTimeout(timer.current);
    onSettled(typed.trim());
  };
  return {
    text,
    type: (typed: string) => {
      setText(typed);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => settle(typed), pauseMs);
    },
    /** Without the pause: Enter, or a cleared field. */
    settle: (typed: string) => {
      setText(typed);
      settle(typed);
    },
  };
};
