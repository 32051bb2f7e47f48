'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { iconButtonClass } from '@/components/ui/button-style';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { Ipv4 } from '@/lib/net/ipv4';
import { placesOf, placesTaken } from '@/lib/restore/moves';
import type { Assigned, NewNic } from '@/lib/restore/plan';
import { EmptySlot } from './empty-slot';
import { Findings } from './findings';
import { addressPointer } from './places';
import { AddressSlot } from './slot';

/** From this many on a card says less beside each address and puts two in a row. */
const DENSE_FROM = 9;
const FINDINGS_SHOWN = 5;

/** A list or a number, never both (V7). Changing to a list starts an empty one: nobody knows yet which addresses AWS would have picked. */
export const KindChoice = ({ nic, number }: { readonly nic: NewNic; readonly number: number }) => {
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const { secondaries } = nic;
  const choose = (next: Assigned<Ipv4>) =>
    store.perform({
      label: next.kind === 'fixed' ? 'set-list' : 'set-count',
      commands: [{ type: 'set-secondaries', nic: nic.key, secondaries: next }],
    });
  const count = secondaries.kind === 'fixed' ? secondaries.values.length : secondaries.count;
  return (
    <fieldset className="flex rounded-md border border-line-strong p-px">
      <legend className="sr-only">{t('secondaries.kindOf', { number })}</legend>
      {(['fixed', 'automatic'] as const).map((kind) => (
        <label
          key={kind}
          className={cx(
            'relative flex h-6 cursor-pointer items-center rounded-sm px-2 text-xs pointer-coarse:h-8',
            secondaries.kind === kind ? 'fc-selected bg-accent-soft font-semibold text-accent' : 'text-text-dim hover:text-text',
          )}
        >
          <input
            type="radio"
            name={`secondaries-${nic.key}`}
            className="absolute inset-0 size-full cursor-pointer appearance-none rounded-sm"
            checked={secondaries.kind === kind}
            disabled={locked}
            onChange={() => choose(kind === 'fixed' ? { kind: 'fixed', values: [] } : { kind: 'automatic', count: Math.max(1, count) })}
          />
          {t(`secondaries.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
};

/** How many secondaries AWS picks. Down to none it becomes the empty list. */
const CountStepper = ({ nic, number, count }: { readonly nic: NewNic; readonly number: number; readonly count: number }) => {
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const limit = useEditor((state) => placesOf(state.plan, state.index));
  const most = limit === null ? null : limit - (placesTaken(nic) - count);
  const set = (next: number) => {
    if (next >= 0 && Number.isInteger(next))
      store.perform({
        label: 'set-count',
        commands: [
          {
            type: 'set-secondaries',
            nic: nic.key,
            secondaries: next === 0 ? { kind: 'fixed', values: [] } : { kind: 'automatic', count: next },
          },
        ],
      });
  };
  const full = most !== null && count >= most ? t('secondaries.noMore', { limit: limit ?? 0 }) : undefined;
  return (
    <div className="flex h-9 items-center gap-1 rounded-md border border-line-strong border-dashed bg-surface-1 px-1">
      <button
        type="button"
        className={iconButtonClass('pointer-coarse:size-8')}
        aria-label={t('secondaries.fewer', { number })}
        disabled={locked}
        onClick={() => set(count - 1)}
      >
        <Icon name="minus" />
      </button>
      <input
        type="number"
        min={0}
        max={most ?? undefined}
        value={count}
        disabled={locked}
        aria-label={t('secondaries.countOf', { number })}
        onChange={(event) => set(event.target.valueAsNumber)}
        className="mono h-7 w-12 rounded-sm bg-transparent text-center font-semibold [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
      />
      <button
        type="button"
        className={iconButtonClass('pointer-coarse:size-8')}
        aria-label={t('secondaries.more', { number })}
        aria-disabled={full !== undefined || undefined}
        title={full}
        disabled={locked}
        onClick={() => full === undefined && set(count + 1)}
      >
        <Icon name="plus" />
      </button>
      <span className="min-w-0 truncate pl-1 text-text-dim">{t('secondaries.picked')}</span>
    </div>
  );
};

/** Findings about the addresses of a dense list, which have no room for them beside each. */
const DenseFindings = ({ nic, position }: { readonly nic: NewNic; readonly position: number }) => {
  const t = useTranslations('restore.nics.secondaries');
  const id = useId();
  const diagnostics = useEditor((state) => state.diagnostics);
  const locked = useEditor((state) => state.locked);
  const first = nic.primary.kind === 'fixed' ? 1 : 0;
  const about = diagnostics.filter(({ at }) => {
    const found = /^\/NetworkInterfaces\/(\d+)\/PrivateIpAddresses\/(\d+)/.exec(at);
    return found !== null && Number(found[1]) === position && Number(found[2]) >= first;
  });
  const rest = about.length - FINDINGS_SHOWN;
  return (
    <>
      <Findings id={id} findings={about.slice(0, FINDINGS_SHOWN)} locked={locked} />
      {rest > 0 && <p className="text-text-dim text-xs">{t('moreFindings', { count: rest })}</p>}
    </>
  );
};

/** The secondary addresses of an interface: a fixed list with its next empty place, or how many AWS picks. */
export const Secondaries = ({ nic, number, position }: { readonly nic: NewNic; readonly number: number; readonly position: number }) => {
  const limit = useEditor((state) => placesOf(state.plan, state.index));
  const { secondaries } = nic;
  const left = limit === null ? null : limit - placesTaken(nic);
  const dense = secondaries.kind === 'fixed' && secondaries.values.length >= DENSE_FROM;
  return (
    <div className="flex flex-col gap-1.5">
      {secondaries.kind === 'automatic' ? (
        <CountStepper nic={nic} number={number} count={secondaries.count} />
      ) : (
        <div className={dense ? 'grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-1.5' : 'flex flex-col gap-1.5'}>
          {secondaries.values.map((address, index) => (
            <AddressSlot
              // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place: what stands in it changes, the focus stays
              key={index}
              nicKey={nic.key}
              number={number}
              subnetId={nic.subnetId}
              index={index}
              address={address}
              at={addressPointer(nic, position, index)}
              dense={dense}
            />
          ))}
          {(left === null || left > 0) && <EmptySlot nicKey={nic.key} number={number} subnetId={nic.subnetId} left={left} />}
        </div>
      )}
      {dense && <DenseFindings nic={nic} position={position} />}
    </div>
  );
};
