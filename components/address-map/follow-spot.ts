'use client';

import { useEffect } from 'react';
import { useEditor, usePointing } from '@/components/restore/editor-context';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import { tileOf } from '@/lib/restore/address-map/geometry';
import { placementsAt, placementsBySubnet } from '@/lib/restore/address-map/placements';
import type { MapBase } from './map-model';
import type { Go } from './use-map-view';

/** A pointer that only passes over slots does not turn the map over. */
const DWELL_MS = 200;

interface Place {
  readonly subnetId: string;
  readonly value: number;
}

/**
 * Brings what is pointed at elsewhere on the page (a slot, a finding) into view: its subnet, its /24. The keyboard's focus stays where it is.
 * What is in view already is only lit. A component of its own, so that a pointer that moves renders this and not the map.
 */
export const FollowSpot = (props: {
  readonly model: MapBase | null;
  readonly ids: readonly string[];
  readonly go: (subnetId: string, to: Go) => void;
}): null => {
  const { model, ids, go } = props;
  const spot = usePointing(({ spot }) => spot);
  const plan = useEditor((state) => state.plan);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new spot moves the view, not a view that moved away from it
  useEffect(() => {
    if (spot === null) return undefined;
    const placeOf = (): Place | null => {
      if (spot.kind === 'address') return { subnetId: spot.subnetId, value: ipv4ToNumber(spot.address) };
      for (const [subnetId, placements] of placementsBySubnet(plan, [])) {
        const [first] = placementsAt(placements, spot.at);
        if (first !== undefined) return { subnetId, value: first.value };
      }
      return null;
    };
    const place = placeOf();
    if (place === null || !ids.includes(place.subnetId)) return undefined;
    if (model !== null && model.subnet.index.fact.id === place.subnetId) {
      const { range } = model.subnet.field;
      if (place.value < range.first || place.value > range.last) return undefined;
      if (model.view.open && tileOf(range, place.value) === tileOf(range, model.view.cursor)) return undefined;
    }
    const timer = setTimeout(() => go(place.subnetId, { value: place.value, open: true, focus: false }), DWELL_MS);
    return () => clearTimeout(timer);
  }, [spot]);
  return null;
};
