'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { spellingOf } from '@/lib/restore/keys';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { useEditor, useEditorStore } from '../editor-context';

/** A setting whose key was edited as text: what is written there counts, so the control gives way to that word and the way back. */
export const UnlessOverridden = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => {
  const t = useTranslations('restore.settings');
  const store = useEditorStore();
  const spelling = useEditor((state) => spellingOf(state.plan.settings.overrides as RestoreMetadata, name));
  const locked = useEditor((state) => state.locked);
  if (spelling === null) return children;
  return (
    <div
      data-at={`/${spelling}`}
      tabIndex={-1}
      className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-line bg-surface-2 px-2 py-1.5"
    >
      <span className="text-xs wrap-anywhere">{t('overridden', { key: spelling })}</span>
      {!locked && (
        <Button
          size="small"
          onClick={() => store.perform({ label: 'raw-reset', commands: [{ type: 'set-override', key: spelling, value: undefined }] })}
        >
          {t('overrideReset')}
        </Button>
      )}
    </div>
  );
};
