import type { Params } from '../diagnostic';
import type { InterfaceFact } from '../facts';
import { holderOf } from '../holder';
import type { RuleInput } from './rule';

/** Who holds something, as the words want it: the interface, and of an instance its name, id and state. */
export const heldByParams = ({ index }: RuleInput, by: InterfaceFact): Params => {
  const holder = holderOf(by, index.instances);
  return {
    interface: by.id,
    name: holder.instance?.name ?? holder.instanceId ?? (by.description || by.id),
    id: holder.instanceId ?? by.id,
    state: holder.instance?.state ?? 'unknown',
  };
};

/** Whether the instance that was backed up is what holds it. */
export const isHeldByOriginal = ({ context }: RuleInput, by: InterfaceFact): boolean =>
  by.instanceId !== null && by.instanceId === context.originalInstanceId;
