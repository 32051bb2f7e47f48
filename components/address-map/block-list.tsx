'use client';

import { useTranslations } from 'use-intl';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { type Grid, rectsOf } from '@/lib/restore/address-map/geometry';
import { blocksOf } from './blocks';
import styles from './layers.module.css';
import type { MapModel } from './map-model';

/** What the letters of the frames stand for: the blocks in view, each a way to its first address. */
export const BlockList = ({ model, grid }: { readonly model: MapModel; readonly grid: Grid }) => {
  const t = useTranslations('restore.map.ranges');
  const blocks = blocksOf(model.subnet).filter(({ first, last }) => rectsOf(grid, first, last).length > 0);
  if (blocks.length === 0) return null;
  return (
    <ul aria-label={t('label')} className="flex max-h-28 flex-col overflow-y-auto">
      {blocks.map((block) => (
        <li key={block.key}>
          <button
            type="button"
            className="flex min-h-7 w-full items-baseline gap-2 rounded-sm px-1 py-1 text-left text-xs hover:bg-surface-2"
            onClick={() => model.go({ value: Math.max(block.first, model.subnet.field.range.first), open: true, focus: true })}
          >
            <span className={styles.letter}>{block.letter}</span>
            <span className="mono">{block.cidr}</span>
            <span className="min-w-0 flex-1">
              {block.kind === 'delegated' ? t('delegated', { name: holderOf(model, block.note) }) : t(block.kind)}
              {block.kind !== 'delegated' && block.note !== '' && <span className="text-text-dim"> {block.note}</span>}
            </span>
            <span className="sr-only">{ipv4FromNumber(block.first)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};

const holderOf = ({ facts }: MapModel, id: string): string => facts.instances.get(id)?.name ?? id;
