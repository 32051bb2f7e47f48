import { type MapSubnet, type Story, storyOf } from '@/lib/restore/address-map/story';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { FactIndex } from '@/lib/restore/fact-index';
import type { MapPointer } from './map-pointer';
import type { Go, MapView } from './use-map-view';

/** What every part of one subnet's map is given. */
export interface MapModel {
  readonly subnet: MapSubnet;
  readonly view: MapView;
  readonly facts: FactIndex;
  readonly diagnostics: readonly Diagnostic[];
  readonly original: string | null;
  /** The page of the instance that was backed up. */
  readonly originalPath: string | null;
  readonly pointer: MapPointer;
  /** Moves the view (and the focus, where asked) to an address of this subnet. */
  readonly go: (to: Go) => void;
  readonly takeFocus: () => boolean;
  /** Addresses that the last answer of AWS changed, for a moment, and since when. */
  readonly changed: ReadonlySet<number>;
  readonly changedAt: ReadonlyMap<number, string>;
  /** Says something to screen readers. */
  readonly say: (text: string) => void;
}

/** The story of an address of the model's subnet; an address outside it tells nothing. */
export const storyIn = (model: MapModel, value: number): Story | null =>
  storyOf(model.subnet, model.facts, model.diagnostics, model.original, value);

/** The model before it is known what changed, and without a voice. */
export type MapBase = Omit<MapModel, 'changed' | 'changedAt' | 'say'>;
