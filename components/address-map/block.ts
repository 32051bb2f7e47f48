import { ipv4FromNumber } from '@/lib/net/ipv4';
import type { Grid } from '@/lib/restore/address-map/geometry';

const cidrText = (first: number, size: number): string => `${ipv4FromNumber(first)}/${32 - Math.log2(size)}`;

/** The block that a grid shows, in CIDR notation. */
export const blockOf = (grid: Grid): string => cidrText(grid.first, grid.count * grid.step);

/** The /24 that begins at `first`. */
export const tileBlock = (first: number): string => cidrText(first, 256);
