'use client';

import { usePointing } from '@/components/restore/editor-context';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import { cellAt, type Grid, rectsOf } from '@/lib/restore/address-map/geometry';
import { placementsAt } from '@/lib/restore/address-map/placements';
import { Layer } from './layer';
import styles from './layers.module.css';
import type { MapModel } from './map-model';
import { rectRef } from './rect-ref';

/** Rings around what is pointed at, here or anywhere on the page: the address, or every address of the interface. Painted without the cells. */
export const Rings = ({ model, grid }: { readonly model: MapModel; readonly grid: Grid }) => {
  const spot = usePointing(({ spot }) => spot);
  const { index, placements } = model.subnet;
  const values =
    spot === null
      ? []
      : spot.kind === 'place'
        ? placementsAt(placements, spot.at).map(({ value }) => value)
        : spot.subnetId === index.fact.id
          ? [ipv4ToNumber(spot.address)]
          : [];
  const cells = new Set(values.map((value) => cellAt(grid, value)).filter((cell) => cell !== null));
  return (
    <Layer name="map-rings">
      {[...cells].map((cell) => {
        const value = grid.first + cell * grid.step;
        return rectsOf(grid, value, value).map((rect) => <span key={cell} className={styles.ring} ref={rectRef(grid, rect)} />);
      })}
    </Layer>
  );
};
