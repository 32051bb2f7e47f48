'use client';

import { memo, Suspense, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditorLater } from '@/components/restore/editor-context';
import { useFacts } from '@/components/restore/facts-context';
import { iconButtonClass } from '@/components/ui/button-style';
import { EmptyState } from '@/components/ui/empty-state';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Panel } from '@/components/ui/panel';
import { Popover } from '@/components/ui/popover';
import { problemWords } from '@/components/ui/problem-words';
import { type Place, paths } from '@/lib/paths';
import type { MapSubnet } from '@/lib/restore/address-map/story';
import { mapSubnet, originalOf, subnetIdsInUse } from '@/lib/restore/address-map/subnets';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { FactIndex } from '@/lib/restore/fact-index';
import type { RestorePlan } from '@/lib/restore/plan';
import { FindBox } from './find-box';
import { FollowInterface } from './follow-interface';
import { FollowSpot } from './follow-spot';
import type { MapBase } from './map-model';
import { createMapPointer } from './map-pointer';
import { SubnetMap } from './subnet-map';
import { SubnetTabs } from './subnet-tabs';
import { useMapView } from './use-map-view';
import { whyNoMap } from './why-no-map';

// Who knows the marks never opens it.
const Legend = lazyComponent(() => import('./legend').then((module) => module.Legend));

/** The marks of the map and how many addresses are in each state, behind a question mark. */
const Key = ({ subnet }: { readonly subnet: MapSubnet }) => {
  const t = useTranslations('restore.map.legend');
  return (
    <Popover
      label={t('open')}
      title={t('open')}
      align="end"
      buttonClassName={iconButtonClass()}
      button={<Icon name="unknown" />}
      className="w-72 px-3 py-2"
    >
      {() => (
        <Suspense>
          <Legend subnet={subnet} />
        </Suspense>
      )}
    </Popover>
  );
};

/** The subnet in view. When AWS told of it is said of each address, and at the foot of the page. */
const Subnet = ({ facts, subnetId }: { readonly facts: FactIndex; readonly subnetId: string | null }) => {
  const t = useTranslations('restore.map');
  const index = subnetId === null ? undefined : facts.subnets.get(subnetId);
  return index === undefined ? (
    <p className="text-xs text-text-dim">{t('notRead')}</p>
  ) : (
    <p className="mono text-text-dim">{t('zone', { cidr: index.fact.cidr, zone: index.fact.availabilityZone })}</p>
  );
};

/** In place of a map: why there is none, and what to do. */
const NoMap = ({ facts, subnetId }: { readonly facts: FactIndex; readonly subnetId: string | null }) => {
  const t = useTranslations('restore.map');
  const problems = useTranslations('problems');
  const { problem } = useFacts();
  if (subnetId === null)
    return (
      <EmptyState icon="resource" title={t('none.title')}>
        {t('none.text')}
      </EmptyState>
    );
  const why = whyNoMap(facts.facts, problem);
  if (why.code === 'problem' && problem !== null) {
    const words = problemWords(problems, problem);
    return (
      <EmptyState icon="unknown" title={words.title}>
        {words.text}
      </EmptyState>
    );
  }
  const text = () => {
    if (why.code === 'missing') return t('missing.text');
    if (why.code === 'denied') return t('missing.denied', { action: why.action });
    return t(why.code === 'reading' ? 'missing.reading' : 'missing.unread');
  };
  return (
    <EmptyState icon="unknown" title={t('missing.title', { subnet: subnetId })}>
      {text()}
    </EmptyState>
  );
};

interface Seen {
  readonly place: Place;
  readonly plan: RestorePlan;
  readonly facts: FactIndex;
  readonly diagnostics: readonly Diagnostic[];
}

const MapPanel = memo(({ place, plan, facts, diagnostics }: Seen) => {
  const t = useTranslations('restore.map');
  const [pointer] = useState(createMapPointer);
  const ids = useMemo(() => subnetIdsInUse(plan), [plan]);
  const view = useMapView(ids);
  const { subnetId, go } = view;
  const subnet = useMemo(
    () => (subnetId === null ? null : mapSubnet(plan, facts, diagnostics, subnetId)),
    [plan, facts, diagnostics, subnetId],
  );
  const base: MapBase | null =
    subnet === null
      ? null
      : {
          subnet,
          view: view.viewOf(subnet),
          facts,
          diagnostics,
          original: originalOf(plan),
          originalPath: plan.source.resourceArn === null ? null : paths.resource(place, plan.source.resourceArn),
          pointer,
          go: (to) => go(subnet.index.fact.id, to),
          takeFocus: view.takeFocus,
        };
  const searched = useMemo(() => (subnetId === null ? [] : [subnetId, ...ids.filter((id) => id !== subnetId)]), [subnetId, ids]);
  return (
    <Panel
      title={t('title')}
      flush
      // On a phone from edge to edge: sixteen cells of 24 pixels need all of its width.
      className="max-sm:-mx-6 max-sm:rounded-none max-sm:border-x-0"
      actions={
        <span className="flex items-center gap-1">
          <Subnet facts={facts} subnetId={subnetId} />
          {subnet !== null && <Key subnet={subnet} />}
        </span>
      }
    >
      <FollowSpot model={base} ids={ids} go={go} />
      <FollowInterface choose={view.choose} />
      <div data-address-map="" className="@container/map flex flex-col gap-2 px-3 py-2">
        {searched.length > 0 && (
          <FindBox
            facts={facts}
            subnetIds={searched}
            onFound={(found) => go(found.subnetId, { value: found.value, open: true, focus: true })}
          />
        )}
        <SubnetTabs ids={ids} selected={subnetId} onSelect={view.choose}>
          {base === null ? <NoMap facts={facts} subnetId={subnetId} /> : <SubnetMap key={subnetId} base={base} />}
        </SubnetTabs>
      </div>
    </Panel>
  );
});

/**
 * The subnets of this restore, address by address: free, reserved, held and by whom, claimed, placed by the plan. Stands inside an `EditorProvider`.
 * Reads the plan and the facts; every change it makes is a command of the plan. The slot and its verdict are painted first, the map right after them.
 */
export const AddressMap = ({ place }: { readonly place: Place }) => {
  const plan = useEditorLater((state) => state.plan);
  const facts = useEditorLater((state) => state.index);
  const diagnostics = useEditorLater((state) => state.diagnostics);
  return <MapPanel place={place} plan={plan} facts={facts} diagnostics={diagnostics} />;
};
