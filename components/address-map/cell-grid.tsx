// biome-ignore-all lint/a11y/useSemanticElements: the parts of an ARIA grid, which is walked cell by cell; a table's elements would bring semantics of their own
'use client';

import { type PointerEvent, useId, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorLater, useEditorStore } from '@/components/restore/editor-context';
import { cx } from '@/components/ui/class-names';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { cellAt, cellGrid, tileOf } from '@/lib/restore/address-map/geometry';
import type { Run } from '@/lib/restore/address-map/runs';
import { blockOf } from './block';
import { type CellLook, cellRows, heldAmong, selectedIn } from './cell-look';
import { CellRow } from './cell-row';
import { CellTip } from './cell-tip';
import { Frames } from './frames';
import styles from './map.module.css';
import { type MapModel, storyIn } from './map-model';
import { Rings } from './rings';
import { useGridDrag } from './use-grid-drag';
import { useGridKeys } from './use-grid-keys';
import { usePress } from './use-press';
import { addressNamer } from './words';

/** The address that an event's element stands for. */
const valueAt = (target: EventTarget): number | null => {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-value]') : null;
  return cell === null ? null : Number(cell.dataset.value);
};

/** Names cells for screen readers. */
const useNames = (model: MapModel): ((look: CellLook) => string) => {
  const name = addressNamer(useTranslations('restore.map'));
  return ({ value, address }) => {
    const story = storyIn(model, value);
    return story === null ? address : name(story);
  };
};

/** The addresses of one /24 (or of a smaller subnet), one a cell, with what lies over them. One set of listeners serves all cells. */
export const CellGrid = ({ model, run }: { readonly model: MapModel; readonly run: Run | null }) => {
  const t = useTranslations('restore.map');
  const store = useEditorStore();
  const keysId = useId();
  const box = useRef<HTMLDivElement>(null);
  // The slots that can take what is held are painted first, its own cell right after them.
  const held = useEditorLater((state) => state.held);
  const locked = useEditor((state) => state.locked);
  const { subnet, view, pointer, takeFocus } = model;
  const { range } = subnet.field;
  const tile = tileOf(range, view.cursor);
  const grid = useMemo(() => cellGrid(range, tile), [range, tile]);
  const selection = selectedIn(subnet, held);
  const rows = useMemo(() => cellRows(subnet, grid, model.changed), [subnet, grid, model.changed]);
  const cursorCell = cellAt(grid, view.cursor) ?? 0;
  const press = usePress(subnet);
  const onKeyDown = useGridKeys(model, press);
  const { drag, drop } = useGridDrag(model, box, grid, valueAt);
  const nameOf = useNames(model);
  useLayoutEffect(() => {
    if (takeFocus()) box.current?.querySelector<HTMLElement>(`[data-value="${view.cursor}"]`)?.focus();
  }, [takeFocus, view]);
  const point = (value: number | null) => {
    pointer.point(value);
    store.point(value === null ? null : { kind: 'address', address: ipv4FromNumber(value), subnetId: subnet.index.fact.id });
  };
  const onPointerOver = (event: PointerEvent) => {
    // A pressed button is about to drag something away: what it passes on its first steps is not what it points at.
    if (event.pointerType !== 'touch' && event.buttons === 0) point(valueAt(event.target));
  };
  return (
    <div className={cx(styles.board, grid.columns < 16 ? styles.wide : 'max-sm:-mx-3')} data-columns={grid.columns}>
      <div
        {...drag}
        {...drop}
        ref={box}
        className="isolate"
        role="grid"
        aria-label={t('grid.label', { cidr: blockOf(grid) })}
        aria-describedby={keysId}
        aria-multiselectable="true"
        onClick={(event) => {
          const value = valueAt(event.target);
          if (value === null) return;
          model.go({ value, open: true, focus: true });
          press(value, event.shiftKey || event.ctrlKey || event.metaKey);
        }}
        onKeyDown={onKeyDown}
        onPointerOver={onPointerOver}
        onPointerLeave={() => point(null)}
        onFocus={(event) => {
          const value = valueAt(event.target);
          if (value === null) return;
          if (value !== view.cursor) model.go({ value, open: true, focus: false });
          store.point({ kind: 'address', address: ipv4FromNumber(value), subnetId: subnet.index.fact.id });
        }}
        onBlur={() => store.point(null)}
      >
        {rows.map(({ looks, signature }, at) => (
          <CellRow
            key={looks[0]?.value ?? at}
            looks={looks}
            signature={signature}
            held={heldAmong(looks, selection)}
            cursorColumn={Math.floor(cursorCell / grid.columns) === at ? cursorCell % grid.columns : -1}
            locked={locked}
            nameOf={nameOf}
          />
        ))}
      </div>
      <Frames subnet={subnet} grid={grid} run={run} />
      <Rings model={model} grid={grid} />
      <CellTip model={model} grid={grid} />
      <p id={keysId} hidden>
        {t('grid.keys')}
      </p>
    </div>
  );
};
