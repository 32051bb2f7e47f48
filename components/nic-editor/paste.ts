import type { EditorStore } from '@/components/restore/editor-store';
import type { Cidr } from '@/lib/net/cidr';
import { applyAll } from '@/lib/restore/apply';
import type { Command } from '@/lib/restore/command';
import type { FactIndex } from '@/lib/restore/fact-index';
import { type MoveParams, type MoveRefusal, previewMove } from '@/lib/restore/moves';
import type { NewNic, RestorePlan } from '@/lib/restore/plan';
import { completeAddress, entriesOf } from './complete';

/** One entry of a pasted list that does not go, and why. */
export interface Unfit {
  readonly text: string;
  readonly code: MoveRefusal | 'malformed';
  readonly params: MoveParams;
}

/** What pasting a list into an interface comes to: one step's commands for what fits, and what does not. */
interface Pasted {
  readonly commands: readonly Command[];
  readonly fits: readonly string[];
  readonly unfit: readonly Unfit[];
}

/** Reads a pasted list as secondaries of `nic`, each judged after those before it. Short forms are completed as when typing. */
export const pasteInto = (plan: RestorePlan, index: FactIndex, nic: NewNic, cidr: Cidr | null, text: string): Pasted => {
  const commands: Command[] = [];
  const fits: string[] = [];
  const unfit: Unfit[] = [];
  let now = plan;
  for (const entry of entriesOf(text)) {
    const address = completeAddress(entry, cidr);
    if (address === null) {
      unfit.push({ text: entry, code: 'malformed', params: {} });
      continue;
    }
    const held = [{ address, subnetId: nic.subnetId ?? '', from: null }];
    const preview = previewMove(now, index, held, { nic: nic.key, role: 'new-secondary' });
    if (preview.kind === 'refused') {
      unfit.push({ text: entry, code: preview.code, params: preview.params });
      continue;
    }
    const after = applyAll(now, preview.step.commands);
    if (after.ok) now = after.value;
    commands.push(...preview.step.commands);
    fits.push(address);
  }
  return { commands, fits, unfit };
};

/** Adds a pasted list to the secondaries of an interface as one step, and tells what does not fit. */
export const pasteList = (store: EditorStore, nicKey: string, text: string): void => {
  const { plan, index } = store.read();
  const nic = plan.nics.find(({ key }) => key === nicKey);
  if (nic?.kind !== 'new') return;
  const cidr = nic.subnetId === null ? null : (index.subnets.get(nic.subnetId)?.fact.cidr ?? null);
  const { commands, fits, unfit } = pasteInto(plan, index, nic, cidr, text);
  if (commands.length > 0) store.perform({ label: 'paste-addresses', commands });
  store.tell({ kind: 'pasted', fits, unfit });
};
