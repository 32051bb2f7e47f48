'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Checkbox, Select, TextField } from '@/components/ui/field';
import type { Command } from '@/lib/restore/command';
import type { NewNic } from '@/lib/restore/plan';

const TYPES = ['interface', 'efa', 'efa-only'] as const;

/** The description, kept while it is typed and one step when it is done. */
const Description = ({ nic }: { readonly nic: NewNic }) => {
  const t = useTranslations('restore.nics.more');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const [text, setText] = useState<string | null>(null);
  const finish = () => {
    if (text !== null && text !== nic.description)
      store.perform({ label: 'description', commands: [{ type: 'set-description', nic: nic.key, description: text }] });
    setText(null);
  };
  return (
    <TextField
      label={t('description')}
      hint={t('descriptionHint')}
      value={text ?? nic.description}
      maxLength={255}
      disabled={locked}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
};

/** Yes-or-no settings of an interface, its type, its network card and its description. */
export const MoreFlags = ({ nic, number }: { readonly nic: NewNic; readonly number: number }) => {
  const t = useTranslations('restore.nics.more');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const several = useEditor((state) => state.plan.nics.length > 1);
  const cards = useEditor((state) => {
    const known = state.index.facts.instanceTypes[state.plan.settings.instanceType];
    return known?.state === 'known' ? (known.value?.networkCards ?? null) : null;
  });
  const act = (label: string, command: Command) => store.perform({ label, commands: [command] });
  const types = TYPES.some((type) => type === nic.interfaceType) ? TYPES : [...TYPES, nic.interfaceType];
  const card = nic.networkCardIndex ?? 0;
  const cardNumbers = [...new Set([card, ...(cards ?? []).map(({ index }) => index)])].sort((a, b) => a - b);
  return (
    <>
      <div className="flex flex-col gap-2.5">
        <Checkbox
          label={t('publicIp')}
          hint={several ? t('publicIpSeveral') : t('publicIpHint')}
          checked={nic.publicIp && !several}
          disabled={locked || several}
          onChange={(event) => act('public-ip', { type: 'set-public-ip', nic: nic.key, publicIp: event.target.checked })}
        />
        <Checkbox
          label={t('deleteOnTermination')}
          hint={t('deleteOnTerminationHint')}
          checked={nic.deleteOnTermination}
          disabled={locked}
          onChange={(event) =>
            act('delete-on-termination', { type: 'set-delete-on-termination', nic: nic.key, deleteOnTermination: event.target.checked })
          }
        />
        <Checkbox
          label={t('primaryIpv6')}
          hint={t('primaryIpv6Hint')}
          checked={nic.primaryIpv6}
          disabled={locked}
          onChange={(event) => act('change-ipv6', { type: 'set-primary-ipv6', nic: nic.key, primaryIpv6: event.target.checked })}
        />
      </div>
      <Description nic={nic} />
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Select
          label={t('type')}
          value={nic.interfaceType}
          disabled={locked}
          onChange={(event) => act('interface-type', { type: 'set-interface-type', nic: nic.key, interfaceType: event.target.value })}
          options={types.map((type) => ({ value: type, text: TYPES.some((each) => each === type) ? t(`types.${type as 'efa'}`) : type }))}
        />
        {cardNumbers.length > 1 && (
          <Select
            label={t('card')}
            aria-label={t('cardOf', { number })}
            value={String(card)}
            disabled={locked}
            onChange={(event) =>
              act('network-card', {
                type: 'set-network-card',
                nic: nic.key,
                networkCardIndex: event.target.value === '0' ? null : Number(event.target.value),
              })
            }
            options={cardNumbers.map((index) => ({ value: String(index), text: String(index) }))}
          />
        )}
      </div>
    </>
  );
};
