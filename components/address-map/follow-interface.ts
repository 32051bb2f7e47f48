'use client';

import { useEffect } from 'react';
import { useEditorStore } from '@/components/restore/editor-context';

/** A pointer that only passes over an interface does not turn the map over. */
const DWELL_MS = 200;
const EVENTS = ['pointerover', 'focusin', 'dragenter'] as const;

/**
 * Shows the subnet of the interface that is worked on: focused, pointed at, or dragged over, and the other subnet that it is moved to. It hears the events of the page at its root, so that no interface has to
 * know of the map. While something is dragged out of the map itself the map stays: a browser forgets a drag whose beginning is gone.
 */
export const FollowInterface = ({ choose }: { readonly choose: (subnetId: string) => void }): null => {
  const store = useEditorStore();
  useEffect(() => {
    let near: string | null = null;
    /** The interface that was worked on last, and where it was then. */
    let worked: { readonly key: string; readonly subnetId: string | null } | null = null;
    const subnetOf = (key: string): string | null => {
      const nic = store.read().plan.nics.find((each) => each.key === key);
      return nic?.kind === 'new' ? nic.subnetId : null;
    };
    const onPlan = () => {
      if (worked === null) return;
      const subnetId = subnetOf(worked.key);
      if (subnetId === worked.subnetId) return;
      worked = { key: worked.key, subnetId };
      if (subnetId !== null) choose(subnetId);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (key: string) => {
      const subnetId = subnetOf(key);
      if (subnetId !== null && store.read().held.every(({ from }) => from !== null)) choose(subnetId);
    };
    const onEvent = ({ target }: Event) => {
      const key = target instanceof Element ? (target.closest<HTMLElement>('[data-card]')?.dataset.card ?? null) : null;
      if (key === near) return;
      near = key;
      if (key !== null) worked = { key, subnetId: subnetOf(key) };
      clearTimeout(timer);
      if (key !== null) timer = setTimeout(show, DWELL_MS, key);
    };
    for (const name of EVENTS) document.addEventListener(name, onEvent);
    const stop = store.subscribe(onPlan);
    return () => {
      stop();
      clearTimeout(timer);
      for (const name of EVENTS) document.removeEventListener(name, onEvent);
    };
  }, [store, choose]);
  return null;
};
