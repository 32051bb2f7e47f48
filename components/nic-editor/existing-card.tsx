'use client';

import { memo, type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor } from '@/components/restore/editor-context';
import type { EditorState } from '@/components/restore/editor-store';
import { CopyableId } from '@/components/ui/copyable-id';
import type { InterfaceFact } from '@/lib/restore/facts';
import type { ExistingNic } from '@/lib/restore/plan';
import { Findings } from './findings';
import { NicMenu } from './nic-menu';
import { Port } from './nic-port';
import { findingsAt, nicPointer, worstOf } from './places';
import { SeverityMark } from './severity-mark';

const factOf = ({ index }: EditorState, id: string): InterfaceFact | null => {
  for (const known of Object.values(index.facts.interfaces)) {
    const found = known.state === 'known' ? known.value.find((fact) => fact.id === id) : undefined;
    if (found !== undefined) return found;
  }
  return null;
};

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="col-span-2 grid min-h-7 grid-cols-subgrid items-center">
    <dt className="text-text-dim text-xs">{name}</dt>
    <dd className="min-w-0 wrap-anywhere">{children}</dd>
  </div>
);

/** An interface that exists already: it comes as it is, and what it brings is only shown (V4). */
export const ExistingCard = memo(({ nic, position }: { readonly nic: ExistingNic; readonly position: number }) => {
  const t = useTranslations('restore.nics');
  const id = useId();
  const at = nicPointer(position);
  const fact = useEditor((state) => factOf(state, nic.networkInterfaceId));
  const subnet = useEditor((state) => (fact === null ? null : (state.index.subnets.get(fact.subnetId)?.fact ?? null)));
  const findings = useEditor((state) => findingsAt(state, at));
  const locked = useEditor((state) => state.locked);
  const worst = worstOf(findings);
  const [primary, ...others] = fact?.addresses ?? [];
  return (
    <article
      aria-labelledby={`${id}-title`}
      data-card={nic.key}
      className="relative rounded-md border border-line-strong border-dashed bg-surface-1"
    >
      <Port deviceIndex={nic.deviceIndex} bad={worst === 'error'} />
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 pr-1.5 pl-6">
        <h3 id={`${id}-title`} data-at={at} tabIndex={-1} className="font-semibold">
          {t('card.title', { number: position + 1 })}
        </h3>
        <span className="text-text-dim text-xs">{t('existing.kind')}</span>
        {worst !== null && <SeverityMark severity={worst} />}
        <span className="ml-auto">
          <NicMenu nic={nic} position={position} />
        </span>
      </header>
      <div className="flex flex-col gap-2 px-3 pb-3 pl-6">
        <dl className="grid grid-cols-[4.75rem_minmax(0,1fr)] gap-x-2">
          <Row name={t('existing.id')}>
            <CopyableId value={nic.networkInterfaceId} />
          </Row>
          {fact !== null && (
            <>
              <Row name={t('card.subnet')}>
                <span className="font-semibold">{subnet?.name ?? fact.subnetId}</span>{' '}
                <span className="mono text-text-dim">{subnet?.cidr}</span>
              </Row>
              <Row name={t('card.primary')}>{primary === undefined ? t('existing.none') : <span className="mono">{primary}</span>}</Row>
              <Row name={t('card.secondaries')}>
                {others.length === 0 ? t('existing.none') : <span className="mono">{others.join(', ')}</span>}
              </Row>
            </>
          )}
        </dl>
        <p className="text-text-dim text-xs">{t(fact === null ? 'existing.unknown' : 'existing.asItIs')}</p>
        <Findings id={`${id}-findings`} findings={findings} locked={locked} />
      </div>
    </article>
  );
});
