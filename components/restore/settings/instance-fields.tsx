'use client';

import { useTranslations } from 'use-intl';
import { Select } from '@/components/ui/field';
import { cpuOptionsFit, readCpuOptions } from '@/lib/restore/cpu-options';
import { isObject, type JsonObject, openJson } from '@/lib/restore/json';
import { metadataValue } from '@/lib/restore/keys';
import { useEditor } from '../editor-context';
import { useSetting } from './use-setting';

const backedUp =
  (name: string) => (state: { readonly plan: { readonly source: { readonly template: Readonly<Record<string, string>> } } }) =>
    metadataValue(state.plan.source.template, name);

/** The profile that was backed up, or none (facts 1.4). */
export const ProfileField = () => {
  const t = useTranslations('restore.settings');
  const set = useSetting();
  const name = useEditor(backedUp('IamInstanceProfileName'));
  const value = useEditor((state) => state.plan.settings.instanceProfile);
  const locked = useEditor((state) => state.locked);
  return (
    <Select
      label={t('profile')}
      data-at="/IamInstanceProfileName"
      value={value}
      disabled={locked || name === null}
      hint={name === null ? t('nothingBackedUp') : t('profileHint')}
      options={[
        ...(name === null ? [] : [{ value: 'backed-up', text: t('profileBackedUp', { name }) }]),
        { value: 'none', text: t('none') },
      ]}
      onChange={(event) => set('profile', { instanceProfile: event.target.value === 'none' ? 'none' : 'backed-up' })}
    />
  );
};

/** The original key pair, or none (facts 1.2). */
export const KeyPairField = () => {
  const t = useTranslations('restore.settings');
  const set = useSetting();
  const name = useEditor(backedUp('KeyName'));
  const value = useEditor((state) => state.plan.settings.keyPair);
  const locked = useEditor((state) => state.locked);
  return (
    <Select
      label={t('keyPair')}
      data-at="/KeyName"
      value={value}
      disabled={locked || name === null}
      hint={name === null ? t('nothingBackedUp') : t('keyPairHint')}
      options={[
        ...(name === null ? [] : [{ value: 'backed-up', text: t('profileBackedUp', { name }) }]),
        { value: 'none', text: t('none') },
      ]}
      onChange={(event) => set('key-pair', { keyPair: event.target.value === 'none' ? 'none' : 'backed-up' })}
    />
  );
};

/** “1 × 2, AmdSevSnp enabled”. */
const cpuOptionsInShort = ({ CoreCount, ThreadsPerCore, ...rest }: JsonObject): string =>
  [
    ...(CoreCount == null && ThreadsPerCore == null ? [] : [`${CoreCount ?? '?'} × ${ThreadsPerCore ?? '?'}`]),
    ...Object.entries(rest).map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`),
  ].join(', ');

/** Backed-up CpuOptions, sent or left out, with what speaks for it on the chosen type (facts 1.3). Not there where the backup has none. */
export const CpuField = () => {
  const t = useTranslations('restore.settings');
  const set = useSetting();
  const text = useEditor(backedUp('CpuOptions'));
  const value = useEditor((state) => state.plan.settings.cpuOptions);
  const type = useEditor((state) => state.plan.settings.instanceType);
  const known = useEditor((state) => state.index.facts.instanceTypes[state.plan.settings.instanceType]);
  const locked = useEditor((state) => state.locked);
  const options = text === null ? null : openJson(text);
  if (text === null || !isObject(options)) return null;
  const more = readCpuOptions(text)?.saysMore === true;
  const fits = cpuOptionsFit(text, type, known?.state === 'known' ? known.value : null);
  return (
    <Select
      label={t('cpu')}
      data-at="/CpuOptions"
      value={value}
      disabled={locked}
      hint={t(more ? 'cpuWhyMore' : fits ? 'cpuWhyKeep' : 'cpuWhyDrop')}
      options={[
        { value: 'keep', text: t('cpuKeep', { options: cpuOptionsInShort(options) }) },
        { value: 'drop', text: t('cpuDrop') },
      ]}
      onChange={(event) => set('cpu-options', { cpuOptions: event.target.value === 'keep' ? 'keep' : 'drop' })}
    />
  );
};
