'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Checkbox, TextField } from '@/components/ui/field';
import { metadataValue, spellingOf } from '@/lib/restore/keys';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { useEditor, useEditorStore } from '../editor-context';
import { type DeviceRow, devicesIn, withEncryption } from './block-devices';

const NAME = 'BlockDeviceMappings';

const DeviceFields = (props: {
  readonly device: DeviceRow;
  readonly locked: boolean;
  readonly onChange: (change: { readonly encrypted: boolean; readonly kmsKeyId: string }) => void;
}) => {
  const t = useTranslations('restore.settings');
  const { device, locked, onChange } = props;
  const [typing, setTyping] = useState<string | null>(null);
  const commit = (kmsKeyId: string) => {
    setTyping(null);
    if (kmsKeyId.trim() !== device.kmsKeyId) onChange({ encrypted: true, kmsKeyId: kmsKeyId.trim() });
  };
  return (
    <div className="flex flex-col gap-1.5">
      <Checkbox
        label={t('deviceEncrypted', { device: device.name })}
        checked={device.encrypted}
        disabled={locked}
        onChange={(event) => onChange({ encrypted: event.target.checked, kmsKeyId: device.kmsKeyId })}
      />
      {device.encrypted && (
        <TextField
          mono
          label={t('deviceKey', { device: device.name })}
          hint={t('deviceKeyHint')}
          value={typing ?? device.kmsKeyId}
          disabled={locked}
          onChange={(event) => setTyping(event.target.value)}
          onBlur={(event) => commit(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
        />
      )}
    </div>
  );
};

/** Encryption of the volumes, where the metadata names them: the one thing about volumes that a restore takes. */
export const DevicesField = () => {
  const t = useTranslations('restore.settings');
  const store = useEditorStore();
  const plan = useEditor((state) => state.plan);
  const locked = useEditor((state) => state.locked);
  const text = metadataValue(toMetadata(plan, ''), NAME);
  const devices = devicesIn(text);
  if (text === null || devices.length === 0) return null;
  const key = spellingOf(plan.settings.overrides as RestoreMetadata, NAME) ?? spellingOf(plan.source.template, NAME) ?? NAME;
  return (
    <fieldset data-at={`/${key}`} tabIndex={-1} className="flex flex-col gap-2">
      <legend className="pb-1 text-xs font-semibold text-text-dim">{t('devices')}</legend>
      {devices.map((device) => (
        <DeviceFields
          key={device.position}
          device={device}
          locked={locked}
          onChange={(change) =>
            store.perform({
              label: 'block-devices',
              commands: [{ type: 'set-override', key, value: withEncryption(text, device.position, change) }],
            })
          }
        />
      ))}
    </fieldset>
  );
};
