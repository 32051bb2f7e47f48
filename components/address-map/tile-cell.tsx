// biome-ignore-all lint/a11y/useSemanticElements: the parts of an ARIA grid, which is walked cell by cell; a table's elements would bring semantics of their own
'use client';

import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { styled } from '@/components/ui/styled';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import type { TileSummary } from '@/lib/restore/address-map/tile-summaries';
import styles from './tiles.module.css';

interface TileProps {
  readonly tile: TileSummary;
  readonly first: number;
  /** The tile in words: also what tells whether it must be painted again. */
  readonly label: string;
  /** There is room for more than the third octet. */
  readonly roomy: boolean;
  readonly current: boolean;
}

const flag = (on: boolean): '' | undefined => (on ? '' : undefined);

/** A part that is there is never drawn as nothing. */
const width = (count: number, size: number): string => `${count === 0 ? 0 : Math.max(6, (count / size) * 100)}%`;

const Tile = ({ tile, first, label, roomy, current }: TileProps) => {
  const t = useTranslations('restore.map');
  const third = (first >>> 8) & 255;
  return (
    <div
      role="gridcell"
      tabIndex={current ? 0 : -1}
      aria-label={label}
      data-value={first}
      data-tile={tile.tile}
      data-own={flag(tile.placed > 0)}
      data-conflict={flag(tile.conflicts > 0)}
      className={styles.tile}
    >
      <span className={styles.tileName}>
        <span>{roomy ? ipv4FromNumber(first).replace(/\.0$/, '.x') : third}</span>
        {roomy && <span className={styles.tileFree}>{tile.unknown > 0 ? t('tile.notKnown') : t('tile.free', { count: tile.usable })}</span>}
      </span>
      <span aria-hidden="true" className={styles.bar}>
        <i data-part="placed" ref={styled({ width: width(tile.placed, tile.size) })} />
        <i data-part="held" ref={styled({ width: width(tile.held, tile.size) })} />
        <i data-part="unknown" ref={styled({ width: width(tile.unknown, tile.size) })} />
      </span>
    </div>
  );
};

/** One /24 of a large subnet. */
export const TileCell = memo(
  Tile,
  (before, after) =>
    before.label === after.label && before.first === after.first && before.current === after.current && before.roomy === after.roomy,
);
