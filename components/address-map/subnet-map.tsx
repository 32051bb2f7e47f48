'use client';

import { Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { iconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { cellGrid, isTiled, tileGrid, tileOf } from '@/lib/restore/address-map/geometry';
import { isFreeRun, type Run } from '@/lib/restore/address-map/runs';
import type { FactIndex, SubnetIndex } from '@/lib/restore/fact-index';
import { BlockList } from './block-list';
import { CellGrid } from './cell-grid';
import { type MapBase, type MapModel, storyIn } from './map-model';
import { RunBar } from './run-bar';
import { StoryPanel } from './story-panel';
import { useChanges } from './use-changes';

// Only a subnet larger than a /24 has tiles.
const LevelBar = lazyComponent(() => import('./level-bar').then((module) => module.LevelBar));
const TileGrid = lazyComponent(() => import('./tile-grid').then((module) => module.TileGrid));
const PlaceRun = lazyComponent(() => import('./place-run').then((module) => module.PlaceRun));

/** What is not known about the subnet, in words: an address that may be in use is never called free. */
const Unknowns = ({ subnet, facts }: { readonly subnet: SubnetIndex; readonly facts: FactIndex }) => {
  const t = useTranslations('restore.map.unknown');
  const hiddenWords = useTranslations('restore.map.hidden');
  const { interfaces, reservationsKnown, hidden } = subnet;
  const { claims } = facts.facts;
  return (
    <>
      {interfaces.state === 'unknown' && (
        <Notice tone="warn" title={t('title')}>
          {interfaces.reason.code === 'denied' ? t('denied', { action: interfaces.reason.action }) : t('other')}
        </Notice>
      )}
      {hidden.atLeast > 0 && (
        <Notice tone="warn" title={hiddenWords(hidden.atLeast === hidden.atMost ? 'title' : 'titleAtLeast', { count: hidden.atLeast })}>
          {hiddenWords('text')}
        </Notice>
      )}
      {reservationsKnown.state === 'unknown' && (
        <p className="text-xs text-text-dim">
          {t('reservations', { reason: reservationsKnown.reason.code === 'denied' ? 'denied' : 'other' })}
        </p>
      )}
      {claims.state === 'unknown' && claims.reason.code !== 'not-given' && <p className="text-xs text-text-dim">{t('claims')}</p>}
    </>
  );
};

/** The map of one subnet: cells or tiles, what they say, and the ways to find a free address. */
export const SubnetMap = ({ base }: { readonly base: MapBase }) => {
  const t = useTranslations('restore.map');
  const [said, say] = useState('');
  const [found, setRun] = useState<Run | null>(null);
  const { subnet, view, facts } = base;
  const { field, index } = subnet;
  const asOf = index.interfaces.state === 'known' ? index.interfaces.asOf : null;
  const still: MapModel = { ...base, say, changed: NOTHING_CHANGED, changedAt: NEVER };
  const changes = useChanges(field, asOf, (value) => storyIn(still, value), say);
  const model: MapModel = { ...still, ...changes };
  const clearRun = () => {
    setRun(null);
    say('');
  };
  // What was free when it was found may have been placed or taken since.
  const run = found !== null && isFreeRun(field, subnet.placements, found) ? found : null;
  return (
    // In a wide panel (two columns of the page's three) the map has its tools beside it: both are then in view with the interfaces.
    <div className="flex flex-col gap-2">
      <Unknowns subnet={index} facts={facts} />
      <div className="flex flex-col gap-2 @min-[38rem]/map:grid @min-[38rem]/map:grid-cols-[24rem_minmax(0,1fr)] @min-[38rem]/map:gap-x-4">
        <div className="flex min-w-0 flex-col gap-2">
          {isTiled(field.range) && (
            <Suspense fallback={<div className="h-8" />}>
              <LevelBar model={model} />
            </Suspense>
          )}
          {view.open ? (
            <CellGrid model={model} run={run} />
          ) : (
            <Suspense fallback={<Skeleton className="aspect-square w-full" />}>
              <TileGrid model={model} run={run} />
            </Suspense>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <RunBar model={model} run={run} onRun={setRun} />
          <StoryPanel model={model} />
          <div className="flex min-h-5 items-center gap-2">
            <p role="status" className="min-w-0 flex-1 text-xs text-text-dim">
              {said}
            </p>
            {run !== null && (
              <>
                <Suspense fallback={<Skeleton className="h-7 w-40" />}>
                  <PlaceRun model={model} run={run} onDone={clearRun} />
                </Suspense>
                <button type="button" className={iconButtonClass()} aria-label={t('free.clear')} title={t('free.clear')} onClick={clearRun}>
                  <Icon name="close" />
                </button>
              </>
            )}
          </div>
          <BlockList model={model} grid={view.open ? cellGrid(field.range, tileOf(field.range, view.cursor)) : tileGrid(field.range)} />
        </div>
      </div>
    </div>
  );
};

const NOTHING_CHANGED: ReadonlySet<number> = new Set();
const NEVER: ReadonlyMap<number, string> = new Map();
