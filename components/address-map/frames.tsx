'use client';

import { type Grid, rectsOf } from '@/lib/restore/address-map/geometry';
import type { Run } from '@/lib/restore/address-map/runs';
import type { MapSubnet } from '@/lib/restore/address-map/story';
import { blocksOf } from './blocks';
import { Layer } from './layer';
import styles from './layers.module.css';
import { rectRef } from './rect-ref';

/** Blocks smaller than a cell (a /28 among tiles) have no frame; the list names them. */
const framed = (subnet: MapSubnet, grid: Grid) => blocksOf(subnet).filter(({ first, last }) => last - first + 1 >= grid.step);

/** Frames around reservations and delegated prefixes, each with its letter, and the run that was found. */
export const Frames = ({ subnet, grid, run }: { readonly subnet: MapSubnet; readonly grid: Grid; readonly run: Run | null }) => (
  <Layer>
    {run !== null &&
      rectsOf(grid, run.first, run.last).map((rect) => (
        <span key={`${rect.column} ${rect.row}`} className={styles.run} ref={rectRef(grid, rect)} />
      ))}
    {framed(subnet, grid).flatMap((block) =>
      rectsOf(grid, block.first, block.last).map((rect) => (
        <span
          key={`${block.key} ${rect.row}`}
          className={styles.frame}
          data-kind={block.kind}
          data-rows={rect.width === grid.columns || undefined}
          ref={rectRef(grid, rect)}
        >
          <span className={styles.letter}>{block.letter}</span>
        </span>
      )),
    )}
  </Layer>
);
