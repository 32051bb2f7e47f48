'use client';

import { useTranslations } from 'use-intl';
import { tileOf, tileStart } from '@/lib/restore/address-map/geometry';
import { tileSummaries } from '@/lib/restore/address-map/tile-summaries';
import { tileBlock } from './block';
import type { MapModel } from './map-model';
import { tileWords } from './words';

/** What a block of addresses holds, by what one can do with them. */
export const TileStory = ({ model, value }: { readonly model: MapModel; readonly value: number }) => {
  const t = useTranslations('restore.map');
  const { field, placements } = model.subnet;
  const tile = tileSummaries(field, placements)[tileOf(field.range, value)];
  if (tile === undefined) return null;
  const cidr = tileBlock(tileStart(field.range, tile.tile));
  return (
    <>
      <h3 className="mono text-md font-semibold">{cidr}</h3>
      <p className="min-h-0 flex-1">{tileWords(t, tile)}</p>
      <p className="text-xs text-text-dim">{t('tile.hint')}</p>
    </>
  );
};
