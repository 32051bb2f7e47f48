'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import type { Ipv4 } from '@/lib/net/ipv4';
import { placesOf, placesTaken } from '@/lib/restore/moves';
import type { Assigned, NewNic } from '@/lib/restore/plan';
import { CountStepper } from './count-stepper';
import { EmptySlot } from './empty-slot';
import { Findings } from './findings';
import { KindRadio } from './kind-radio';
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
    <KindRadio
      legend={t('secondaries.kindOf', { number })}
      name={`secondaries-${nic.key}`}
      kind={secondaries.kind}
      words={{ fixed: t('secondaries.fixed'), automatic: t('secondaries.automatic') }}
      locked={locked}
      onChoose={(kind) => choose(kind === 'fixed' ? { kind, values: [] } : { kind, count: Math.max(1, count) })}
    />
  );
};

/** How many secondaries AWS picks. Down to none it becomes the empty list. */
const Count = ({ nic, number, count }: { readonly nic: NewNic; readonly number: number; readonly count: number }) => {
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const limit = useEditor((state) => placesOf(state.plan, state.index));
  const most = limit === null ? null : limit - (placesTaken(nic) - count);
  return (
    <CountStepper
      count={count}
      most={most}
      words={{
        fewer: t('secondaries.fewer', { number }),
        more: t('secondaries.more', { number }),
        count: t('secondaries.countOf', { number }),
        picked: t('secondaries.picked'),
      }}
      full={most !== null && count >= most ? t('secondaries.noMore', { limit: limit ?? 0 }) : undefined}
      locked={locked}
      onCount={(next) =>
        store.perform({
          label: 'set-count',
          commands: [
            {
              type: 'set-secondaries',
              nic: nic.key,
              secondaries: next === 0 ? { kind: 'fixed', values: [] } : { kind: 'automatic', count: next },
            },
          ],
        })
      }
    />
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
        <Count nic={nic} number={number} count={secondaries.count} />
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
