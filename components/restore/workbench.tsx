'use client';

import { memo, useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { AddressMap } from '@/components/address-map/address-map';
import { NicEditor } from '@/components/nic-editor/nic-editor';
import { useFoot } from '@/components/ui/use-foot';
import type { Place } from '@/lib/paths';
import { Announcer } from './announcer';
import { type DialogName, Dialogs } from './dialogs';
import { DifferencesPanel } from './differences-panel';
import { useDraft } from './draft-context';
import { Heading } from './heading';
import { ApprovalNotice, FailedBeforeNotice, LockedNotice, Notices, WaitOnPlanNotice } from './notices';
import { PageCommands } from './page-commands';
import { SettingsPanel } from './settings-panel';
import { SourcePanel } from './source-panel';
import { useActions } from './use-actions';
import { VerdictBar } from './verdict-bar';
import { StartedVerdict, VerdictList } from './verdict-list';
import { WaysHost } from './ways/ways-host';

/** What is planned, what it becomes, and where. Each part looks at what it shows by itself. */
const Columns = memo(({ place, started }: { readonly place: Place; readonly started: boolean }) => {
  const t = useTranslations('restore.columns');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 @min-[62rem]/page:grid-cols-[15rem_minmax(0,1fr)_23rem] @min-[78rem]/page:grid-cols-[17rem_minmax(0,1fr)_27rem]">
      {/* In one column the differences, which are only read, come last: what is worked with stays near. */}
      <section
        aria-label={t('source')}
        className="contents min-w-0 @min-[62rem]/page:flex @min-[62rem]/page:flex-col @min-[62rem]/page:gap-4"
      >
        <SourcePanel />
        <div className="order-last min-w-0 @min-[62rem]/page:order-none">
          <DifferencesPanel />
        </div>
      </section>
      <section aria-label={t('instance')} className="flex min-w-0 flex-col gap-4">
        <NicEditor place={place} />
        <SettingsPanel />
      </section>
      <section
        aria-label={t('verdict')}
        className="flex min-w-0 flex-col gap-4 @min-[62rem]/page:sticky @min-[62rem]/page:top-16 @min-[62rem]/page:max-h-[calc(100dvh-9rem)] @min-[62rem]/page:overflow-y-auto @min-[62rem]/page:pb-24"
      >
        <AddressMap place={place} />
        {started ? <StartedVerdict /> : <VerdictList />}
      </section>
    </div>
  );
});

/**
 * The restore page: the recovery point and its differences, the instance with its interfaces, the address map with the verdict, and the bar that starts it. It looks at
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
      <WaitOnPlanNotice />
      <Columns place={place} started={draft.started !== null} />
      <div className="sticky bottom-0 z-20 -mx-1 mt-4 flex flex-col gap-2">
        <Notices />
        <VerdictBar actions={actions} />
      </div>
      <Dialogs open={dialog} onClose={close} />
      <WaysHost />
      <Announcer />
    </div>
  );
};
