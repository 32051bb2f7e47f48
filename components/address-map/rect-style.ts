import type { CSSProperties } from 'react';
import type { Grid, GridRect } from '@/lib/restore/address-map/geometry';

/** Where some cells lie in the box of their grid. */
export const rectStyle = (grid: Grid, { column, row, width, height }: GridRect): CSSProperties => ({
  left: `${(column / grid.columns) * 100}%`,
  top: `${(row / grid.rows) * 100}%`,
  width: `${(width / grid.columns) * 100}%`,
  height: `${(height / grid.rows) * 100}%`,
});
