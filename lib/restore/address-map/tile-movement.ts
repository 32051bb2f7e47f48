import type { CidrRange } from '@/lib/net/cidr';
import { tileGrid } from './geometry';
import { type MoveKey, moved } from './movement';

/** Where a key takes the cursor among the tiles of a large subnet, as `moveAmongAddresses` does among addresses. */
export const moveAmongTiles = (range: CidrRange, tile: number, key: MoveKey, whole: boolean): number => {
  const { count, columns } = tileGrid(range);
  return moved({ count, columns, page: columns * 4 }, tile, key, whole);
};
