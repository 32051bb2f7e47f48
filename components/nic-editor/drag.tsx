'use client';

import type { DragEvent, RefObject } from 'react';
import { useEditorStore } from '@/components/restore/editor-context';
import type { EditorStore, HeldAddress } from '@/components/restore/editor-store';
import type { Target } from '@/lib/restore/command';
import type { MovePreview } from '@/lib/restore/moves';
import { clearSelection, isHeld, previewAt, put } from './selection';

/**
 * The one file that knows of dragging: the platform's own drag and drop, whose events a mouse makes (decision 0010). One draggable and one drop target for a
 * whole area, not one for each place in it: a /24 has 256 cells and an instance can have 750 slots. What is dragged, and onto what, is told by the element of
 * the event. Keyboard, click and touch do not come through here: they use the selection (`selection.ts`), as a drag does.
 */

type Handler = (event: DragEvent<HTMLElement>) => void;
/** To spread on the area that is dragged from. */
type DragHandlers = Readonly<Record<'onDragStart' | 'onDragEnd', Handler>>;
/** To spread on the area that is dropped into. */
type DropHandlers = Readonly<Record<'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop', Handler>>;

const PREVIEW_OFFSET_PX = { x: 12, y: 14 };

/** Where the picture of what is dragged is drawn for the browser to copy: beside the page, and there to stay, so that drawing it does not lay out the page. */
const dragPictureHost = (): HTMLElement => {
  const known = document.getElementById('drag-picture');
  if (known !== null) return known;
  const made = document.createElement('div');
  made.id = 'drag-picture';
  made.ariaHidden = 'true';
  made.className = 'own-layout fixed -left-[999px] top-0 h-10 w-96';
  made.append(document.createElement('div'));
  document.body.append(made);
  return made;
};

/** A picture of what is dragged. */
const drawPreview = (held: readonly HeldAddress[]): HTMLElement => {
  const box = document.createElement('div');
  box.className = 'mono inline-flex items-center gap-2 rounded-md border border-accent bg-surface-1 px-2 py-1 font-semibold text-accent';
  box.append(held[0]?.address ?? '');
  if (held.length > 1) {
    const more = document.createElement('span');
    more.className = 'rounded-sm bg-accent px-1 text-on-accent';
    more.append(`+${held.length - 1}`);
    box.append(more);
  }
  dragPictureHost().firstElementChild?.replaceChildren(box);
  return box;
};

/** A drag that ended without a drop: over a target that refuses it the reason stays to be read. */
const endDrag = (store: EditorStore): void => {
  const { over } = store.pointing.read();
  const preview = over === null ? null : previewAt(store.read(), over);
  clearSelection(store);
  if (preview?.kind === 'refused' && preview.code !== 'same-place')
    store.tell({ kind: 'refused', code: preview.code, params: preview.params });
  store.aim(null);
};

/**
 * Lets addresses be dragged out of an area. Spread the result on the area's element and set `draggable` on what can be dragged in it
 * (or on the area itself, where its cells are painted).
 * @param heldAt what the drag that `event` starts would carry; empty: nothing to drag there. An address that is selected already carries the whole selection.
 */
export const useAddressDrag = (heldAt: (event: DragEvent<HTMLElement>) => readonly HeldAddress[]): DragHandlers => {
  const store = useEditorStore();
  return {
    onDragEnd: () => endDrag(store),
    onDragStart: (event) => {
      const wanted = store.read().locked ? [] : heldAt(event);
      const [first] = wanted;
      if (first === undefined) {
        event.preventDefault();
        return;
      }
      if (wanted.length > 1 || !isHeld(store.read(), first)) store.hold(wanted);
      // What the pointer stood on is selected now; said here, it is drawn with the rest, and not once more when the browser tells that the pointer has left.
      store.point(null);
      const { held } = store.read();
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', held.map(({ address }) => address).join('\n'));
      event.dataTransfer.setDragImage(drawPreview(held), PREVIEW_OFFSET_PX.x, PREVIEW_OFFSET_PX.y);
    },
  };
};

const isWithin = ({ clientX, clientY }: DragEvent<HTMLElement>, element: HTMLElement | null): boolean => {
  const box = element?.getBoundingClientRect();
  return box !== undefined && clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
};

/** For an area whose places mean more than targets do: a cell of the map stands for an address. */
export interface OwnDrop {
  /** What would come of a drop at the point of `event`; `null`: nothing can be dropped there. */
  readonly previewAt: (event: DragEvent<HTMLElement>) => MovePreview | null;
  /** Carries out what `previewAt` last answered. */
  readonly drop: () => void;
  /** What is dragged has left the area. */
  readonly leave: () => void;
}

/**
 * Lets what is dragged be dropped in an area. While it is over a target the store's `over` says which, so only what looks at that target paints.
 * @param targetAt the target at the element (or point) of `event`; `null`: nothing there takes addresses
 * @param own previews and drops of the area's own, in place of those of the target
 */
export const useAddressDrop = (
  area: RefObject<HTMLElement | null>,
  targetAt: (event: DragEvent<HTMLElement>) => Target | null,
  own?: OwnDrop,
): DropHandlers => {
  const store = useEditorStore();
  const aimAt: Handler = (event) => {
    if (store.read().held.length === 0) return;
    // Without this the browser takes the area for one that accepts nothing, and tells no drop.
    event.preventDefault();
    const target = targetAt(event);
    store.aim(target);
    const preview = own !== undefined ? own.previewAt(event) : target === null ? null : previewAt(store.read(), target);
    event.dataTransfer.dropEffect = preview?.kind === 'legal' ? 'move' : 'none';
  };
  return {
    // Entering an element is told before the first movement over it, so what it says is there one event earlier.
    onDragEnter: aimAt,
    onDragOver: aimAt,
    onDragLeave: (event) => {
      // A drag that ends where nothing takes it leaves the place too, without going anywhere: what it was over is still to be told.
      const to = event.relatedTarget;
      const gone = to instanceof Node ? area.current?.contains(to) !== true : !isWithin(event, area.current);
      if (!gone) return;
      store.aim(null);
      own?.leave();
    },
    onDrop: (event) => {
      if (store.read().held.length === 0) return;
      event.preventDefault();
      store.together(() => {
        const { over } = store.pointing.read();
        if (own !== undefined) own.drop();
        else if (over !== null) put(store, over);
        // A slot that leaves its place takes the end of its own drag with it: the browser does not say it for an element that is gone.
        store.hold([]);
        store.aim(null);
      });
    },
  };
};
