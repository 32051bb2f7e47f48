'use client';

import { useTranslations } from 'use-intl';
import { previewWords } from '@/components/nic-editor/effect-words';
import { useEditorStore } from '@/components/restore/editor-context';
import { styled } from '@/components/ui/styled';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { cellAt, type Grid } from '@/lib/restore/address-map/geometry';
import { previewOnMap } from '@/lib/restore/address-map/gestures';
import { Layer } from './layer';
import styles from './layers.module.css';
import { type MapModel, storyIn } from './map-model';
import { type PointedAt, usePointedAt } from './map-pointer';
import { shortWords } from './words';

/** What would come of dropping what is dragged here. */
const useDropWords = (model: MapModel) => {
  const nics = useTranslations('restore.nics');
  const t = useTranslations('restore.map');
  const store = useEditorStore();
  return (value: number): string | null => {
    const { plan, index, held } = store.read();
    const [first] = held;
    if (first === undefined || first.from === null) return null;
    const preview = previewOnMap(plan, index, held, model.subnet, value);
    if (preview.kind === 'legal' && preview.effect === 'replace')
      return t('act.instead', { address: String(preview.params.address ?? ''), old: String(preview.params.other ?? '') });
    return previewWords(nics, preview);
  };
};

const Tip = ({
  model,
  grid,
  at,
  cell,
}: {
  readonly model: MapModel;
  readonly grid: Grid;
  readonly at: PointedAt;
  readonly cell: number;
}) => {
  const t = useTranslations('restore.map');
  const dropWords = useDropWords(model);
  const story = storyIn(model, at.value);
  if (story === null) return null;
  const column = cell % grid.columns;
  const row = Math.floor(cell / grid.columns);
  const below = row < 2;
  return (
    // The tip stands as far along the grid as its cell does, so that it lies beside the cell and never beyond the map.
    <div
      className={styles.tip}
      ref={styled({
        top: below ? `calc(${((row + 1) / grid.rows) * 100}% + 4px)` : '',
        bottom: below ? '' : `calc(${(1 - row / grid.rows) * 100}% + 4px)`,
      })}
    >
      <span ref={styled({ flexGrow: String(column) })} />
      <span className="max-w-68 rounded-md border border-line bg-surface-1 px-2 py-1 text-xs shadow-float">
        <span className="mono font-semibold">{ipv4FromNumber(at.value)}</span>{' '}
        {(at.dragging ? dropWords(at.value) : null) ?? shortWords(t, story)}
      </span>
      <span ref={styled({ flexGrow: String(grid.columns - 1 - column) })} />
    </div>
  );
};

/**
 * A few words beside the pointer: what the address is, or while something is dragged what would come of a drop. For eyes; the cell's name says the same.
 */
export const CellTip = ({ model, grid }: { readonly model: MapModel; readonly grid: Grid }) => {
  const at = usePointedAt(model.pointer);
  const cell = at === null ? null : cellAt(grid, at.value);
  return (
    <Layer above name="map-tip">
      {at !== null && cell !== null && <Tip model={model} grid={grid} at={at} cell={cell} />}
    </Layer>
  );
};
