'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { stateCounts } from '@/lib/restore/address-map/counts';
import type { AddressState } from '@/lib/restore/address-map/states';
import type { MapSubnet } from '@/lib/restore/address-map/story';
import layers from './layers.module.css';
import styles from './map.module.css';
import { ReturnMark } from './return-mark';

const ORDER = [
  'free',
  'placed',
  'used-running',
  'used',
  'original',
  'claimed',
  'aws',
  'reserved-prefix',
  'reserved-explicit',
  'delegated',
  'unknown',
] as const satisfies readonly AddressState[];

const LETTERS: Partial<Readonly<Record<AddressState, string>>> = { placed: 'P', claimed: 'AB' };

/** The mark of a state as the map draws it; blocks are drawn by their frame. */
const Mark = ({ state }: { readonly state: AddressState | 'conflict' }) => (
  <span aria-hidden="true" className={styles.sample}>
    <span className={styles.cell} data-state={state === 'conflict' ? 'free' : state} data-conflict={state === 'conflict' ? '' : undefined}>
      {LETTERS[state as AddressState] !== undefined && <span className={styles.mark}>{LETTERS[state as AddressState]}</span>}
      {state === 'original' && <ReturnMark />}
    </span>
    {(state === 'reserved-prefix' || state === 'reserved-explicit' || state === 'delegated') && (
      <span className={cx(layers.frame, layers.all)} data-kind={state === 'delegated' ? 'delegated' : undefined} />
    )}
  </span>
);

/** Every state with its mark, its word and how many addresses of the subnet are in it. */
export const Legend = ({ subnet }: { readonly subnet: MapSubnet }) => {
  const t = useTranslations('restore.map');
  const format = useFormatter();
  const { states, conflicts } = stateCounts(subnet.field, subnet.placements);
  const rows = [...ORDER.map((state) => ({ state, count: states[state] })), { state: 'conflict' as const, count: conflicts }];
  return (
    <ul aria-label={t('legend.label')} className="isolate grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-x-4">
      {rows.map(({ state, count }) => (
        <li key={state} className="flex min-h-6 items-center gap-2 text-xs">
          <Mark state={state} />
          <span className={count === 0 ? 'min-w-0 flex-1 text-text-dim' : 'min-w-0 flex-1'}>{t(`states.${state}`)}</span>
          <span className={count === 0 ? 'mono text-text-dim' : 'mono font-semibold'}>{format.number(count)}</span>
        </li>
      ))}
    </ul>
  );
};
