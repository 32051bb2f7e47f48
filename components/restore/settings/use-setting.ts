'use client';

import type { InstanceSettings } from '@/lib/restore/plan';
import { useEditorStore } from '../editor-context';

/** Changes settings of the instance as one step named `label`. */
export const useSetting = (): ((label: string, settings: Partial<InstanceSettings>) => void) => {
  const store = useEditorStore();
  return (label, settings) => {
    store.perform({ label, commands: [{ type: 'set-settings', settings }] });
  };
};
