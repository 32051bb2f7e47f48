import type { Command } from './command';
import type { NewNic } from './plan';

/** AWS picks every address of an interface; as many secondaries as there were, and none where there were none. */
export const nicAutomatic = ({ key: nic, secondaries }: NewNic): readonly Command[] => [
  { type: 'set-primary', nic, address: 'automatic' },
  ...(secondaries.kind === 'fixed' && secondaries.values.length > 0
    ? [{ type: 'set-secondaries', nic, secondaries: { kind: 'automatic', count: secondaries.values.length } } as const]
    : []),
];
