'use client';

import { type ClipboardEvent, type KeyboardEvent, Suspense, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import type { EditorStore, HeldAddress } from '@/components/restore/editor-store';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Skeleton } from '@/components/ui/skeleton';
import type { Place } from '@/lib/paths';
import { addressIn } from '@/lib/restore/apply/addresses';
import type { Slot, Target } from '@/lib/restore/command';
import { spellingOf } from '@/lib/restore/keys';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { AddInterface } from './add-interface';
import { useAddressDrag, useAddressDrop } from './drag';
import { InstanceHeader } from './instance-header';
import { NicCard } from './nic-card';
import { pasteOnto } from './paste-onto';
import { clearSelection } from './selection';
import { SelectionBar } from './selection-bar';
import { walk } from './walk';

// Hardly any backup has one.
const ExistingCard = lazyComponent(() => import('./existing-card').then((module) => module.ExistingCard));

/** The target that a `data-slot` or `data-place` names (`targetKey`). */
const targetOf = (name: string): Target => {
  const [nic = '', place = ''] = name.split(' ');
  if (nic === 'pool') return { role: 'pool' };
  if (place === 'primary' || place === 'new-secondary') return { nic, role: place };
  return { nic, role: 'secondary', index: Number(place) };
};

/** The target at an element: its slot; elsewhere on a card the end of that interface's secondaries. */
const targetAt = (element: Element): Target | null => {
  if (element.closest('[data-target="pool"]') !== null) return { role: 'pool' };
  const slot = element.closest<HTMLElement>('[data-slot]')?.dataset.slot;
  if (slot !== undefined) return targetOf(slot);
  const card = element.closest<HTMLElement>('[data-card]')?.dataset.card;
  return card === undefined ? null : { nic: card, role: 'new-secondary' };
};

const heldAt = (store: EditorStore, element: Element): readonly HeldAddress[] => {
  const name = element.closest<HTMLElement>('[data-slot]')?.dataset.slot;
  const target = name === undefined ? null : targetOf(name);
  if (target === null || (target.role !== 'primary' && target.role !== 'secondary')) return [];
  const from: Slot = target;
  const { plan } = store.read();
  const address = addressIn(plan, from);
  const nic = plan.nics.find((each) => each.key === from.nic);
  return address === null || nic?.kind !== 'new' ? [] : [{ address, subnetId: nic.subnetId ?? '', from }];
};

const isField = (element: EventTarget): boolean => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** Esc clears the selection, wherever the focus is: also after an address was selected on the map. */
const useEscape = (store: EditorStore) =>
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) clearSelection(store);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store]);

const AsTextNotice = lazyComponent(() => import('./as-text-notice').then((module) => module.AsTextNotice));

/** Few plans have their interfaces as text. */
const AsText = () => {
  const name = useEditor((state) => spellingOf(state.plan.settings.overrides as RestoreMetadata, 'NetworkInterfaces'));
  return name === null ? null : (
    <Suspense>
      <AsTextNotice name={name} />
    </Suspense>
  );
};

const Cards = ({ place }: { readonly place: Place }) => {
  const nics = useEditor((state) => state.plan.nics);
  return nics.map((nic, position) =>
    nic.kind === 'existing' ? (
      <Suspense key={nic.key} fallback={<Skeleton className="h-40" />}>
        <ExistingCard nic={nic} position={position} />
      </Suspense>
    ) : (
      <NicCard key={nic.key} nic={nic} position={position} place={place} />
    ),
  );
};

/**
 * The instance that the restore creates, drawn with its interfaces, and every address in its place. Addresses are moved by drag, by two clicks or taps,
 * by menu, by typing, by pasting and by keys alone; each way ends in the same commands. Stands inside an `EditorProvider`.
 */
export const NicEditor = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const area = useRef<HTMLDivElement>(null);
  const drag = useAddressDrag((event) => heldAt(store, event.target as Element));
  const drop = useAddressDrop(area, (event) => targetAt(event.target as Element));
  useEscape(store);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isField(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (walk(event.currentTarget, event.target as Element, event.key)) event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    if (isField(event.target)) return;
    const target = targetAt(event.target as Element);
    if (target !== null && pasteOnto(store, target, event.clipboardData.getData('text/plain'))) event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section of the page that hears what bubbles up from the controls in it
    <div
      ref={area}
      role="region"
      aria-label={t('title')}
      data-nic-editor=""
      className="flex flex-col gap-3"
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      {...drag}
      {...drop}
    >
      <SelectionBar />
      <AsText />
      <div className="rounded-lg border-2 border-line-strong bg-surface-0">
        <InstanceHeader />
        <div className="flex flex-col gap-4 pt-1 pr-3 pb-4">
          <div className="-ml-px flex flex-col gap-4">
            <Cards place={place} />
          </div>
          <AddInterface />
        </div>
      </div>
    </div>
  );
};
