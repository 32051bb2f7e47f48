'use client';

import { useEffect } from 'react';
import { useEditorStore } from '@/components/restore/editor-context';

/** A pointer that only passes over an interface does not turn the map over. */
const DWELL_MS = 200;
const EVENTS = ['pointerover', 'focusin', 'dragenter'] as const;

/**
 * Shows the subnet of the interface that is worked on: focused, pointed at, or dragged over. It hears the events of the page at its root, so that no interface has to
 * know of the map. While something is dragged out of the map itself the map stays: a browser forgets a drag whose beginning is gone.
 */
export const FollowInterface = ({ choose }: { readonly choose: (subnetId: string) => void }): null => {
  const store = useEditorStore();
  useEffect(() => {
    let near: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (key: string) => {
      const { plan, held } = store.read();
      const nic = plan.nics.find((each) => each.key === key);
      if (nic?.kind === 'new' && nic.subnetId !== null && held.every(({ from }) => from !== null)) choose(nic.subnetId);
    };
    const onEvent = ({ target }: Event) => {
      const key = target instanceof Element ? (target.closest<HTMLElement>('[data-card]')?.dataset.card ?? null) : null;
      if (key === near) return;
      near = key;
      clearTimeout(timer);
      if (key !== null) timer = setTimeout(show, DWELL_MS, key);
    };
    for (const name of EVENTS) document.addEventListener(name, onEvent);
    return () => {
      clearTimeout(timer);
      for (const name of EVENTS) document.removeEventListener(name, onEvent);
    };
  }, [store, choose]);
  return null;
};
