'use client';

import { useCallback, useRef, useState } from 'react';
import { isTiled } from '@/lib/restore/address-map/geometry';
import { nextUsable } from '@/lib/restore/address-map/runs';
import type { MapSubnet } from '@/lib/restore/address-map/story';

/** Where one looks in a subnet. */
export interface MapView {
  /** The place in the tab order, and what the story is told of while nothing is pointed at. */
  readonly cursor: number;
  /** Its /24 is opened down to the addresses; always so in a subnet that is one grid. */
  readonly open: boolean;
}

export interface Go {
  readonly value: number;
  readonly open: boolean;
  /** Take the keyboard's focus there. */
  readonly focus: boolean;
}

/** Where one looks before having moved: at the first address that the plan places, else the first that can be placed. */
const firstView = (subnet: MapSubnet): MapView => {
  const { field, placements } = subnet;
  const cursor = [...placements.keys()].sort((a, b) => a - b)[0] ?? nextUsable(field, placements, field.range.first) ?? field.range.first;
  const inside = cursor >= field.range.first && cursor <= field.range.last;
  return { cursor: inside ? cursor : field.range.first, open: !isTiled(field.range) };
};

/** The chosen subnet, and for each subnet where one last looked. */
export const useMapView = (ids: readonly string[]) => {
  const [chosen, setChosen] = useState<string | null>(null);
  const [views, setViews] = useState<Readonly<Record<string, MapView>>>({});
  const wantsFocus = useRef(false);
  const go = useCallback((subnetId: string, { value, open, focus }: Go) => {
    wantsFocus.current = focus;
    setChosen(subnetId);
    setViews((before) => {
      const old = before[subnetId];
      return old?.cursor === value && old.open === open && !focus ? before : { ...before, [subnetId]: { cursor: value, open } };
    });
  }, []);
  const subnetId = chosen !== null && ids.includes(chosen) ? chosen : (ids[0] ?? null);
  const viewOf = (subnet: MapSubnet): MapView => views[subnet.index.fact.id] ?? firstView(subnet);
  /** Whether the last move asked for the focus; asked once. */
  const takeFocus = useCallback(() => {
    const wanted = wantsFocus.current;
    wantsFocus.current = false;
    return wanted;
  }, []);
  return { subnetId, choose: setChosen, viewOf, go, takeFocus };
};
