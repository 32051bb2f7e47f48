'use client';

import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { mostInterfaces } from '@/lib/restore/interface-limit';

/** Adds an interface in the subnet and with the groups of the last one; says why where the type takes no more. */
export const AddInterface = () => {
  const t = useTranslations('restore.nics.nic');
  const words = useTranslations('restore.nics');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const count = useEditor((state) => state.plan.nics.length);
  const type = useEditor((state) => state.plan.settings.instanceType);
  const limit = useEditor((state) => {
    const known = state.index.facts.instanceTypes[state.plan.settings.instanceType];
    return known?.state === 'known' ? (known.value === null ? null : mostInterfaces(known.value)) : null;
  });
  const full = limit !== null && count >= limit ? t('full', { type, limit }) : null;
  const add = () => {
    const last = store.read().plan.nics.findLast((nic) => nic.kind === 'new');
    store.perform({
      label: 'add-interface',
      commands: [{ type: 'add-nic', subnetId: last?.subnetId ?? null, groups: last?.groups ?? [] }],
    });
  };
  return (
    <div className="flex flex-wrap items-center gap-3 pl-6">
      <Button icon="plus" reason={locked ? words('locked') : full} onClick={add}>
        {t('add')}
      </Button>
      <span className="min-w-0 text-text-dim text-xs">{full ?? (limit === null ? '' : t('left', { count: limit - count }))}</span>
    </div>
  );
};
