'use client';

import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { Icon } from '@/components/ui/icon';
import type { Target } from '@/lib/restore/command';
import { targetKey } from '@/lib/restore/moves';
import { PreviewChip } from './preview-chip';
import { previewAt } from './selection';
import { SlotEditor } from './slot-editor';
import { SlotFrame } from './slot-frame';
import { slotHandlers } from './slot-handlers';

/** The next empty secondary place of an interface: takes what is put there, or a typed address. `left`: places there are; `null`: not known. */
export const EmptySlot = (props: {
  readonly nicKey: string;
  readonly number: number;
  readonly subnetId: string | null;
  readonly left: number | null;
}) => {
  const { nicKey, number, subnetId, left } = props;
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const target = useMemo<Target & { readonly nic: string }>(() => ({ nic: nicKey, role: 'new-secondary' }), [nicKey]);
  const key = targetKey(target);
  const preview = useEditor((state) => previewAt(state, target));
  const locked = useEditor((state) => state.locked);
  const [typing, setTyping] = useState<string | null>(null);
  const handlers = slotHandlers({ store, slot: target, own: null, locked, edit: setTyping });
  if (typing !== null)
    return (
      <div data-slot={key}>
        <SlotEditor
          nicKey={nicKey}
          number={number}
          subnetId={subnetId}
          index={null}
          address={null}
          target={target}
          initial={typing}
          onClose={() => setTyping(null)}
        />
      </div>
    );
  return (
    <div data-slot={key} {...handlers.area}>
      <SlotFrame slot={target} look={preview === null ? 'automatic' : preview.kind === 'refused' ? 'barred' : 'legal'}>
        <button
          type="button"
          data-place={key}
          aria-disabled={locked || undefined}
          className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-text-dim hover:text-text"
          {...handlers.button}
        >
          <Icon name="plus" />
          <span className="truncate">
            {t('slot.add')}
            <span className="sr-only"> {t('slot.addTo', { number })}</span>
          </span>
          <span className="ml-auto min-w-0 truncate text-xs">
            {preview !== null ? <PreviewChip preview={preview} /> : left !== null && t('slot.left', { count: left })}
          </span>
        </button>
      </SlotFrame>
    </div>
  );
};
