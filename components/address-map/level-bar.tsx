'use client';

import { useTranslations } from 'use-intl';
import { iconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { tileCount, tileOf, tileStart } from '@/lib/restore/address-map/geometry';
import { tileBlock } from './block';
import type { MapModel } from './map-model';

/** Where one is in a large subnet: back to its tiles, and to the neighbouring /24s. Its height is the same at both levels. */
export const LevelBar = ({ model }: { readonly model: MapModel }) => {
  const t = useTranslations('restore.map.level');
  const { subnet, view } = model;
  const { range } = subnet.field;
  const { cidr } = subnet.index.fact;
  const tile = tileOf(range, view.cursor);
  const step = (by: number) => model.go({ value: view.cursor + by * 256, open: true, focus: false });
  return (
    <nav aria-label={t('label')} className="flex h-8 items-center gap-1">
      {view.open ? (
        <>
          <button
            type="button"
            aria-label={t('back', { cidr })}
            title={t('back', { cidr })}
            className="mono inline-flex h-7 items-center gap-1 rounded-md px-1.5 text-accent hover:bg-surface-2"
            onClick={() => model.go({ value: view.cursor, open: false, focus: true })}
          >
            <Icon name="left" />
            {cidr}
          </button>
          <Icon name="right" className="text-text-dim" />
          <span className="mono font-semibold" aria-current="location">
            {tileBlock(tileStart(range, tile))}
          </span>
          <span className="flex-1" />
          <button
            type="button"
            className={iconButtonClass()}
            aria-label={t('previous')}
            title={t('previous')}
            disabled={tile === 0}
            onClick={() => step(-1)}
          >
            <Icon name="up" />
          </button>
          <button
            type="button"
            className={iconButtonClass()}
            aria-label={t('next')}
            title={t('next')}
            disabled={tile === tileCount(range) - 1}
            onClick={() => step(1)}
          >
            <Icon name="down" />
          </button>
        </>
      ) : (
        <span className="mono px-1.5 font-semibold" aria-current="location">
          {t('whole', { cidr })}
        </span>
      )}
    </nav>
  );
};
