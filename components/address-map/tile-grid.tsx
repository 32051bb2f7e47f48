// biome-ignore-all lint/a11y/useSemanticElements: the parts of an ARIA grid, which is walked cell by cell; a table's elements would bring semantics of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, not the rows
'use client';

import { type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { clearSelection } from '@/components/nic-editor/selection';
import { useEditorStore } from '@/components/restore/editor-context';
import { cx } from '@/components/ui/class-names';
import { tileGrid, tileOf, tileStart } from '@/lib/restore/address-map/geometry';
import { isMoveKey } from '@/lib/restore/address-map/movement';
import type { Run } from '@/lib/restore/address-map/runs';
import { moveAmongTiles } from '@/lib/restore/address-map/tile-movement';
import { tileSummaries } from '@/lib/restore/address-map/tile-summaries';
import { blockOf, tileBlock } from './block';
import { Frames } from './frames';
import type { MapModel } from './map-model';
import { goNextFree } from './next-free';
import { Rings } from './rings';
import { TileCell } from './tile-cell';
import styles from './tiles.module.css';
import { useGridDrag } from './use-grid-drag';
import { tileWords } from './words';

const valueAt = (target: EventTarget): number | null => {
  const tile = target instanceof Element ? target.closest<HTMLElement>('[data-value]') : null;
  return tile === null ? null : Number(tile.dataset.value);
};

/** How much room a tile has, by how many stand in a row. */
const sizeOf = (columns: number): string | undefined => (columns <= 4 ? styles.roomy : columns <= 8 ? styles.medium : undefined);

/** A subnet larger than a /24 as density tiles: for each /24 how much is held, placed and free. A tile opens down to its addresses. */
export const TileGrid = ({ model, run }: { readonly model: MapModel; readonly run: Run | null }) => {
  const t = useTranslations('restore.map');
  const store = useEditorStore();
  const keysId = useId();
  const box = useRef<HTMLDivElement>(null);
  const { subnet, view, takeFocus, pointer } = model;
  const { range } = subnet.field;
  const grid = tileGrid(range);
  const tiles = tileSummaries(subnet.field, subnet.placements);
  const cursor = tileOf(range, view.cursor);
  const { drop } = useGridDrag(model, box, grid, () => null);
  useLayoutEffect(() => {
    if (takeFocus()) box.current?.querySelector<HTMLElement>(`[data-tile="${cursor}"]`)?.focus();
  }, [takeFocus, cursor]);
  const open = (tile: number) => model.go({ value: tile === cursor ? view.cursor : tileStart(range, tile), open: true, focus: true });
  const handle = (event: KeyboardEvent): boolean => {
    const { key } = event;
    if (event.altKey || event.metaKey) return false;
    if (isMoveKey(key)) {
      const to = moveAmongTiles(range, cursor, key, event.ctrlKey);
      if (to !== cursor) model.go({ value: tileStart(range, to), open: false, focus: true });
    } else if (key === 'Enter' || key === ' ') open(cursor);
    else if (key === 'Escape' && store.read().held.length > 0) clearSelection(store);
    else if (key === 'n' && !event.ctrlKey) goNextFree(model, t);
    else return false;
    return true;
  };
  const rows = Array.from({ length: grid.rows }, (_, row) => tiles.slice(row * grid.columns, (row + 1) * grid.columns));
  return (
    <div className={cx(styles.board, sizeOf(grid.columns))} data-columns={grid.columns}>
      <div
        {...drop}
        ref={box}
        role="grid"
        aria-label={t('grid.tiles', { cidr: blockOf(grid) })}
        aria-describedby={keysId}
        onClick={(event) => {
          const value = valueAt(event.target);
          if (value !== null) open(tileOf(range, value));
        }}
        onKeyDown={(event) => {
          if (handle(event)) event.preventDefault();
        }}
        onPointerOver={(event) => {
          if (event.pointerType !== 'touch') pointer.point(valueAt(event.target));
        }}
        onPointerLeave={() => pointer.point(null)}
      >
        {rows.map((row) => (
          <div key={row[0]?.tile} role="row" className={styles.row}>
            {row.map((tile) => (
              <TileCell
                key={tile.tile}
                tile={tile}
                first={tileStart(range, tile.tile)}
                label={`${tileBlock(tileStart(range, tile.tile))}, ${tileWords(t, tile)}`}
                roomy={grid.columns <= 8}
                current={tile.tile === cursor}
              />
            ))}
          </div>
        ))}
      </div>
      <Frames subnet={subnet} grid={grid} run={run} />
      <Rings model={model} grid={grid} />
      <p id={keysId} hidden>
        {t('grid.tileKeys')}
      </p>
    </div>
  );
};
