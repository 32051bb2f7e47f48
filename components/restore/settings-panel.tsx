'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { Checkbox } from '@/components/ui/field';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Panel } from '@/components/ui/panel';
import { useEditor, useEditorStore } from './editor-context';
import type { EditorState } from './editor-store';
import { CpuField, KeyPairField, ProfileField } from './settings/instance-fields';
import { UnlessOverridden } from './settings/override-note';
import { RoleField } from './settings/role-field';
import { TypeField } from './settings/type-field';
import { UserDataSection } from './settings/user-data-section';

const DevicesField = lazyComponent(() => import('./settings/devices-field').then((module) => module.DevicesField));

/** Whether the metadata names volumes at all; most do not, and their fields need not come then. */
const namesDevices = ({ plan }: EditorState): boolean =>
  [plan.source.template, plan.settings.overrides].some((keys) =>
    Object.keys(keys).some((key) => key.toLowerCase() === 'blockdevicemappings'),
  );

/** What AWS lets one change about the instance besides its interfaces, and how the restore is carried out. */
export const SettingsPanel = () => {
  const t = useTranslations('restore.settings');
  const store = useEditorStore();
  const copyTags = useEditor((state) => state.plan.copyTags);
  const locked = useEditor((state) => state.locked);
  const devices = useEditor(namesDevices);
  return (
    <Panel title={t('title')} sealed className="@container">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-3 @md:grid-cols-2">
        <div className="@md:col-span-2">
          <UnlessOverridden name="InstanceType">
            <TypeField />
          </UnlessOverridden>
        </div>
        <UnlessOverridden name="IamInstanceProfileName">
          <ProfileField />
        </UnlessOverridden>
        <UnlessOverridden name="KeyName">
          <KeyPairField />
        </UnlessOverridden>
        <UnlessOverridden name="CpuOptions">
          <CpuField />
        </UnlessOverridden>
        <RoleField />
        <div className="flex flex-col gap-3 @md:col-span-2">
          {devices && (
            <Suspense>
              <DevicesField />
            </Suspense>
          )}
          <Checkbox
            label={t('tags')}
            checked={copyTags}
            disabled={locked}
            onChange={(event) =>
              store.perform({ label: 'copy-tags', commands: [{ type: 'set-copy-tags', copyTags: event.target.checked }] })
            }
          />
          <UnlessOverridden name="UserData">
            <UserDataSection />
          </UnlessOverridden>
        </div>
      </div>
    </Panel>
  );
};
