'use client';

import { memo, useCallback, useId, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Slot } from '@/lib/restore/command';
import { targetKey } from '@/lib/restore/moves';
import { Findings } from './findings';
import { ownOf } from './gestures';
import { findingsAt, worstOf } from './places';
import { PreviewChip } from './preview-chip';
import { isHeld, previewAt } from './selection';
import { SeverityMark } from './severity-mark';
import { SlotEditor } from './slot-editor';
import { SlotFrame, type SlotLook } from './slot-frame';
import { slotHandlers } from './slot-handlers';
import { SlotMenu } from './slot-menu';

interface SlotProps {
  readonly nicKey: string;
  /** For people: counted from 1. */
  readonly number: number;
  readonly subnetId: string | null;
  /** `null`: the primary. */
  readonly index: number | null;
  readonly address: Ipv4 | null;
  /** Its place in the request. */
  readonly at: string;
  /** Many on one card: less is said beside each address. */
  readonly dense: boolean;
}

/** What a slot looks at in the editor's state, each part by itself so that it paints only when that part changes. What points at it lights its frame. */
const useSlotState = (slot: Slot, { at, address, subnetId }: SlotProps) => {
  const own = useMemo(() => ownOf(slot, address, subnetId), [slot, address, subnetId]);
  return {
    own,
    findings: useEditor((state) => findingsAt(state, at)),
    preview: useEditor((state) => previewAt(state, slot)),
    held: useEditor((state) => own !== null && isHeld(state, own)),
    locked: useEditor((state) => state.locked),
  };
};

type SlotState = ReturnType<typeof useSlotState>;

const lookOf = ({ own, held, preview, findings }: SlotState): SlotLook => {
  if (held) return 'held';
  if (preview !== null) return preview.kind === 'refused' ? 'barred' : 'legal';
  if (worstOf(findings) === 'error') return 'error';
  return own === null ? 'automatic' : 'plain';
};

/** The row itself: what stands in the place, how it is doing, and what would come of putting something here. */
const SlotRow = (
  props: SlotProps & {
    readonly slot: Slot;
    readonly state: SlotState;
    readonly described: string;
    readonly button: ReturnType<typeof slotHandlers>['button'];
    readonly onType: () => void;
  },
) => {
  const { number, index, address, subnetId, at, dense, slot, state, described, button, onType } = props;
  const t = useTranslations('restore.nics');
  const { own, findings, preview, held, locked } = state;
  const worst = worstOf(findings);
  const previewing = preview !== null && !held;
  const movable = own !== null && !locked;
  return (
    <SlotFrame slot={slot} look={lookOf(state)} at={at} address={address} subnetId={subnetId} draggable={movable}>
      <button
        type="button"
        data-place={targetKey(slot)}
        data-at={at}
        aria-pressed={own === null ? undefined : held}
        aria-describedby={!dense && findings.length > 0 ? described : undefined}
        className={cx('flex h-full min-w-0 flex-1 items-center gap-2 rounded-md px-1 text-left', movable && 'cursor-grab!')}
        {...button}
      >
        <Icon name="grip" className={cx('text-text-dim', (!movable || previewing) && 'invisible')} />
        <span
          aria-hidden="true"
          className={cx(
            'flex size-5 shrink-0 items-center justify-center rounded-sm text-xs font-semibold',
            own === null ? 'border border-dashed border-line-strong text-text-dim' : 'fc-selected bg-addr-placed text-addr-placed-ink',
          )}
        >
          {t(index === null ? 'role.primaryLetter' : 'role.secondaryLetter')}
        </span>
        <span className="sr-only">
          {index === null ? t('slot.primary', { number }) : t('slot.secondary', { number, position: index + 1 })}
        </span>
        {address === null ? (
          <span className="truncate text-text-dim">{t('slot.automatic')}</span>
        ) : (
          <span className="mono shrink-0 font-semibold">{address}</span>
        )}
        {worst !== null && (
          <span className={cx('ml-auto flex min-w-0 items-center', previewing && 'invisible')}>
            <SeverityMark severity={worst} brief={dense} />
          </span>
        )}
        {/* Over what else stands at the end of the row, which keeps its place and only hides. */}
        {previewing && (
          <PreviewChip preview={preview} className="absolute inset-y-0 right-0 max-w-[calc(100%-9.5rem)] min-w-9 justify-end px-2" />
        )}
      </button>
      <span className={cx('contents', previewing && 'invisible')}>
        <SlotMenu
          number={number}
          subnetId={subnetId}
          index={index}
          address={address}
          slot={slot}
          own={own}
          findings={findings}
          onType={onType}
        />
      </span>
    </SlotFrame>
  );
};

/** An address place of an interface: its primary, or one of its fixed secondaries. Taken up, put down, typed into, swapped and dragged. */
export const AddressSlot = memo((props: SlotProps) => {
  const { nicKey, index, dense } = props;
  const store = useEditorStore();
  const id = useId();
  const slot = useMemo<Slot>(
    () => (index === null ? { nic: nicKey, role: 'primary' } : { nic: nicKey, role: 'secondary', index }),
    [nicKey, index],
  );
  const state = useSlotState(slot, props);
  const [typing, setTyping] = useState<string | null>(null);
  const type = useCallback(() => setTyping(''), []);
  const handlers = slotHandlers({ store, slot, own: state.own, locked: state.locked, edit: setTyping });
  return (
    // The wrapper is as large as what one sees, and only what is in it can be used.
    <div data-slot={targetKey(slot)} {...handlers.area}>
      {typing === null ? (
        <SlotRow {...props} slot={slot} state={state} described={`${id}-findings`} button={handlers.button} onType={type} />
      ) : (
        <SlotEditor {...props} target={slot} initial={typing} onClose={() => setTyping(null)} />
      )}
      {!dense && state.findings.length > 0 && (
        <div className="mt-1.5 border-line-strong border-l-2 pl-2">
          <Findings id={`${id}-findings`} findings={state.findings} locked={state.locked} />
        </div>
      )}
    </div>
  );
});
