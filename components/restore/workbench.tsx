'use client';

import { memo, useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { AddressMap } from '@/components/address-map/address-map';
import { NicEditor } from '@/components/nic-editor/nic-editor';
import { DockedSelection } from '@/components/nic-editor/selection-bar';
import { useFoot } from '@/components/ui/use-foot';
import type { Place } from '@/lib/paths';
import { Announcer } from './announcer';
import { type DialogName, Dialogs } from './dialogs';
import { DifferencesPanel } from './differences-panel';
import { useDraft } from './draft-context';
import { Heading } from './heading';
import { ApprovalNotice, FailedBeforeNotice, LockedNotice, Notices, WaitOnPlanNotice, WayOnPlan } from './notices';
import { PageCommands } from './page-commands';
import { SettingsPanel } from './settings-panel';
import { SourcePanel } from './source-panel';
import { useActions } from './use-actions';
import { VerdictBar } from './verdict-bar';
import { StartedVerdict, VerdictList } from './verdict-list';
import { WaysHost } from './ways/ways-host';

/**
 * In the order of attention: the interfaces with their addresses, the address map of the one that is worked on, the verdict with what was changed. Each part looks at what it
 * shows by itself. Where there is no room for three columns the map stays in view above the interfaces, as far as the window is high enough for both.
 */
const Columns = memo(({ place, started }: { readonly place: Place; readonly started: boolean }) => {
  const t = useTranslations('restore.columns');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 @min-[62rem]/page:grid-cols-[minmax(0,1fr)_25.75rem_15.5rem] @min-[73rem]/page:grid-cols-[minmax(0,1fr)_25.75rem_20rem] @min-[73rem]/page:gap-4 @min-[84rem]/page:grid-cols-[minmax(0,1fr)_25.75rem_25rem]">
      {/* In one column the settings come last: what is worked with stays near. */}
      <section
        aria-label={t('instance')}
        className="contents min-w-0 @min-[62rem]/page:flex @min-[62rem]/page:flex-col @min-[62rem]/page:gap-3"
      >
        <NicEditor place={place} />
        <div className="order-last min-w-0 @min-[62rem]/page:order-none">
          <SettingsPanel />
        </div>
      </section>
      <div className="min-w-0 @min-[40rem]/page:order-first stacked:sticky stacked:top-16 stacked:z-10 stacked:before:absolute stacked:before:-inset-x-3 stacked:before:-top-4 stacked:before:bottom-0 stacked:before:-z-10 stacked:before:bg-surface-0 @min-[62rem]/page:order-none @min-[62rem]/page:sticky @min-[62rem]/page:top-16">
        <AddressMap place={place} />
      </div>
      <section aria-label={t('verdict')} className="flex min-w-0 flex-col gap-3">
        {started ? <StartedVerdict /> : <VerdictList />}
        <DifferencesPanel />
        <SourcePanel />
      </section>
    </div>
  );
});

/**
 * The restore page: the instance with its interfaces, the address map, the verdict with what was changed, and the bar that starts it. It looks at
 * nothing that an edit changes: an edit renders the parts that show it.
 */
export const Workbench = () => {
  const { place, draft } = useDraft();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const close = useCallback(() => setDialog(null), []);
  const actions = useActions(setDialog);
  useFoot();
  return (
    <div className="@container/page flex flex-col">
      <PageCommands actions={actions} />
      <Heading onOpen={setDialog} />
      <LockedNotice />
      <FailedBeforeNotice />
      <ApprovalNotice />
      <WayOnPlan />
      <WaitOnPlanNotice />
      <Columns place={place} started={draft.started !== null} />
      <div className="sticky bottom-0 z-20 -mx-1 mt-4 flex flex-col gap-2">
        <Notices />
        <DockedSelection />
        <VerdictBar actions={actions} />
      </div>
      <Dialogs open={dialog} onClose={close} />
      <WaysHost />
      <Announcer />
    </div>
  );
};
