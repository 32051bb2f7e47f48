import type { EditorStore } from '@/components/restore/editor-store';
import type { Cidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import { applyAll } from '@/lib/restore/apply';
import type { Command } from '@/lib/restore/command';
import type { FactIndex } from '@/lib/restore/fact-index';
import { type MoveParams, type MoveRefusal, previewMove } from '@/lib/restore/moves';
import type { NewNic, RestorePlan } from '@/lib/restore/plan';
import { type AddressState, addressStateOf } from './address-state';
import { addressesOf, entriesOf } from './complete';

/** One entry of a pasted list that does not go, and why. */
export interface Unfit {
  readonly text: string;
  readonly code: MoveRefusal | 'malformed';
  readonly params: MoveParams;
}

/** What pasting a list into an interface comes to: one step's commands for what fits, and what does not. */
export interface Pasted {
  readonly commands: readonly Command[];
  readonly fits: readonly PastedAddress[];
  readonly unfit: readonly Unfit[];
}

/** An address that fits, and who holds it as far as is known. */
export interface PastedAddress {
  readonly address: Ipv4;
  readonly state: AddressState;
}

/** Which of the addresses that fit are taken: all of them, or those alone that are free. */
type Wanted = 'all' | 'free';

/**
 * Reads a pasted list as secondaries of `nic`, each judged after those before it. Short forms are completed as when typing; ranges and blocks stand for all their
 * addresses.
 */
export const pasteInto = (
  plan: RestorePlan,
  index: FactIndex,
  nic: NewNic,
  cidr: Cidr | null,
  text: string,
  wanted: Wanted = 'all',
): Pasted => {
  const commands: Command[] = [];
  const fits: PastedAddress[] = [];
  const unfit: Unfit[] = [];
  let now = plan;
  const add = (address: Ipv4): void => {
    const preview = previewMove(now, index, [{ address, subnetId: nic.subnetId ?? '', from: null }], {
      nic: nic.key,
      role: 'new-secondary',
    });
    if (preview.kind === 'refused') {
      unfit.push({ text: address, code: preview.code, params: preview.params });
      return;
    }
    const state = addressStateOf(plan, index, nic.subnetId ?? '', address);
    if (wanted === 'free' && state.code !== 'free') return;
    const after = applyAll(now, preview.step.commands);
    if (after.ok) now = after.value;
    commands.push(...preview.step.commands);
    fits.push({ address, state });
  };
  for (const entry of entriesOf(text)) {
    const addresses = addressesOf(entry, cidr);
    if (addresses === null) unfit.push({ text: entry, code: 'malformed', params: {} });
    else for (const address of addresses) add(address);
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
  store.tell({ kind: 'pasted', fits: fits.map(({ address }) => address), unfit });
};
