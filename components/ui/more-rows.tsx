'use client';

import { useEffect, useRef } from 'react';
import { Button } from './button';

/** The end of a list that goes on: the next page comes by itself when it is scrolled to, and by the button. */
export const MoreRows = (props: {
  /** How many are shown. */
  readonly text: string;
  readonly button: string;
  readonly busy: boolean;
  readonly onMore: () => void;
}) => {
  const ref = useRef<HTMLDivElement>(null);
  const { onMore } = props;
  useEffect(() => {
    const end = ref.current;
    if (end === null) return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some((each) => each.isIntersecting)) onMore();
    });
    observer.observe(end);
    return () => observer.disconnect();
  }, [onMore]);
  return (
    <div ref={ref} className="flex h-14 items-center justify-center gap-3 text-text-dim">
      {props.text}
      <Button size="small" busy={props.busy} onClick={onMore}>
        {props.button}
      </Button>
    </div>
  );
};
