import { styled } from '@/components/ui/styled';
import type { Grid, GridRect } from '@/lib/restore/address-map/geometry';

/** A `ref` of what lies over some cells, in the box of their grid. */
export const rectRef = (grid: Grid, { column, row, width, height }: GridRect) =>
  styled({
    left: `${(column / grid.columns) * 100}%`,
    top: `${(row / grid.rows) * 100}%`,
    width: `${(width / grid.columns) * 100}%`,
    height: `${(height / grid.rows) * 100}%`,
  });
