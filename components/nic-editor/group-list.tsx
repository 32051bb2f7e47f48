'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { TextField } from '@/components/ui/field';
import type { SecurityGroupFact } from '@/lib/restore/facts';
import type { SecurityGroupId } from '@/lib/restore/ids';
import type { NewNic } from '@/lib/restore/plan';

/** From this many on there is a field to find groups by. */
const FIND_FROM = 8;

/** The groups of an interface's VPC to choose from, and those of the interface that are not among them. */
export const GroupList = ({ nic, vpcId }: { readonly nic: NewNic; readonly vpcId: string | null }) => {
  const t = useTranslations('restore.nics.groups');
  const store = useEditorStore();
  const known = useEditor((state) => state.index.facts.securityGroups);
  const [filter, setFilter] = useState('');
  if (known.state === 'unknown') return <p className="max-w-72 p-2 text-text-dim">{t('notKnown')}</p>;
  const here = known.value.filter((group) => group.vpcId === vpcId || nic.groups.includes(group.id as SecurityGroupId));
  const strangers = nic.groups.filter((id) => !here.some((group) => group.id === id));
  const shown = here.filter((group) => `${group.name} ${group.id}`.toLowerCase().includes(filter.trim().toLowerCase()));
  const toggle = (id: string) => {
    const groups = nic.groups.includes(id as SecurityGroupId)
      ? nic.groups.filter((each) => each !== id)
      : [...nic.groups, id as SecurityGroupId];
    store.perform({ label: 'change-groups', commands: [{ type: 'set-groups', nic: nic.key, groups }] });
  };
  const row = (group: Pick<SecurityGroupFact, 'id' | 'name'>, note: string | null) => (
    <label key={group.id} className="flex min-h-9 items-center gap-2 rounded-sm px-2 hover:bg-surface-2">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={nic.groups.includes(group.id as SecurityGroupId)}
        onChange={() => toggle(group.id)}
      />
      <span className="min-w-0">
        <span className="block truncate font-semibold">{group.name}</span>
        <span className="mono block text-text-dim text-xs">{note ?? group.id}</span>
      </span>
    </label>
  );
  return (
    <div className="flex w-80 max-w-[80vw] flex-col gap-1 p-1">
      {here.length >= FIND_FROM && (
        // The popover scrolls as a whole, and the field stays.
        <div className="sticky -top-1 z-10 bg-surface-1 py-1">
          <TextField
            label={t('find')}
            hideLabel
            placeholder={t('find')}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </div>
      )}
      <div>
        {shown.map((group) => row(group, group.vpcId === vpcId ? null : t('otherVpc', { id: group.id })))}
        {strangers.map((id) => row({ id, name: id }, t('gone')))}
        {shown.length + strangers.length === 0 && <p className="p-2 text-text-dim">{t('noneHere')}</p>}
      </div>
    </div>
  );
};
