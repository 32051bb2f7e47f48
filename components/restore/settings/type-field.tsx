'use client';

import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { TextField } from '@/components/ui/field';
import { metadataValue } from '@/lib/restore/keys';
import { useEditor } from '../editor-context';
import { useSetting } from './use-setting';

/** The limits of the type, as they change with it; or why they are not known. */
const useTypeHint = (): { readonly hint: string; readonly error: string | null } => {
  const t = useTranslations('restore.settings');
  const type = useEditor((state) => state.plan.settings.instanceType);
  const known = useEditor((state) => state.index.facts.instanceTypes[state.plan.settings.instanceType]);
  const was = useEditor((state) => metadataValue(state.plan.source.template, 'InstanceType'));
  const before = was === null || was === type ? '' : ` · ${t('typeWas', { type: was })}`;
  if (known?.state !== 'known') return { hint: t('typeAsking') + before, error: null };
  if (known.value === null) return { hint: before.slice(3), error: t('typeUnknown') };
  const { maxInterfaces, ipv4PerInterface, defaultVcpus } = known.value;
  return { hint: t('typeLimits', { interfaces: maxInterfaces, addresses: ipv4PerInterface, vcpus: defaultVcpus }) + before, error: null };
};

/** The instance type, typed with completion. It counts as soon as a name is complete; its limits follow at once. */
export const TypeField = () => {
  const t = useTranslations('restore.settings');
  const set = useSetting();
  const listId = useId();
  const type = useEditor((state) => state.plan.settings.instanceType);
  const locked = useEditor((state) => state.locked);
  const { hint, error } = useTypeHint();
  const [typing, setTyping] = useState<string | null>(null);
  const [names, setNames] = useState<readonly string[]>([]);
  const commit = (text: string) => {
    setTyping(null);
    const wanted = text.trim();
    if (wanted !== '' && wanted !== type) set('instance-type', { instanceType: wanted });
  };
  const load = () => {
    if (names.length === 0) import('../instance-type-names').then((module) => setNames(module.instanceTypeNames())).catch(() => undefined);
  };
  return (
    <>
      <TextField
        label={t('type')}
        mono
        data-at="/InstanceType"
        list={listId}
        value={typing ?? type}
        disabled={locked}
        hint={hint}
        error={error}
        onFocus={load}
        onChange={(event) => {
          const chosen = event.nativeEvent instanceof InputEvent && event.nativeEvent.inputType !== 'insertReplacementText';
          // A choice from the list is a whole word at once; typing is not done until it is said to be.
          if (chosen || !names.includes(event.target.value)) setTyping(event.target.value);
          else commit(event.target.value);
        }}
        onBlur={(event) => commit(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(event.currentTarget.value);
          if (event.key === 'Escape') setTyping(null);
        }}
      />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
};
