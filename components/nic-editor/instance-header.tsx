'use client';

import { useTranslations } from 'use-intl';
import { useEditorLater } from '@/components/restore/editor-context';
import { Icon } from '@/components/ui/icon';
import { mostInterfaces } from '@/lib/restore/interface-limit';
import { placesTaken } from '@/lib/restore/moves';
import { Meter } from './meter';

/** The instance that is drawn: its name and type, and how much of what the type gives is taken. */
export const InstanceHeader = () => {
  const t = useTranslations('restore.nics');
  const plan = useEditorLater((state) => state.plan);
  const type = plan.settings.instanceType;
  const fact = useEditorLater((state) => {
    const known = state.index.facts.instanceTypes[state.plan.settings.instanceType];
    return known?.state === 'known' ? known.value : null;
  });
  const taken = plan.nics.reduce((sum, nic) => sum + (nic.kind === 'new' ? placesTaken(nic) : 0), 0);
  const limit = fact === null ? null : mostInterfaces(fact) * fact.ipv4PerInterface;
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pt-3 pb-2">
      <span className="flex min-w-0 items-center gap-2">
        <Icon name="resource" className="text-text-dim" />
        <h2 className="truncate text-sm">{plan.source.resourceName ?? t('instance.unnamed')}</h2>
        <span className="mono text-text-dim">{type}</span>
      </span>
      <span className="ml-auto flex flex-wrap justify-end gap-x-4 gap-y-1">
        <Meter
          filled={plan.nics.length}
          limit={fact === null ? null : mostInterfaces(fact)}
          text={
            fact === null
              ? t('instance.interfacesOnly', { count: plan.nics.length })
              : t('instance.interfaces', { count: plan.nics.length, limit: mostInterfaces(fact) })
          }
        />
        <Meter
          filled={taken}
          limit={limit}
          text={limit === null ? t('instance.addressesOnly', { count: taken }) : t('instance.addresses', { count: taken, limit })}
        />
      </span>
    </header>
  );
};
