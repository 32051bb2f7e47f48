'use client';

import type { ReactNode } from 'react';
import { usePointing } from '@/components/restore/editor-context';
import { cx } from '@/components/ui/class-names';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Target } from '@/lib/restore/command';
import { targetKey } from '@/lib/restore/moves';
import { isLit } from './places';

const LOOKS = {
  plain: 'border-line-strong bg-surface-1 hover:border-accent',
  automatic: 'border-dashed border-line-strong bg-surface-1 hover:border-accent',
  held: 'fc-selected border-dashed border-accent bg-accent-soft',
  legal: 'border-accent bg-surface-1',
  barred: 'border-line bg-surface-2',
  error: 'border-danger bg-surface-1 hover:border-danger',
} as const;

export type SlotLook = keyof typeof LOOKS;

const AIMED = 'fc-selected border-accent bg-accent-soft ring-2 ring-accent';

/**
 * The box of a place. What points at it (what is dragged, the pointer elsewhere on the page) lights the box alone: nothing in it is rendered or laid out for that.
 * `at`, `address` and `subnetId` say what lights it.
 */
export const SlotFrame = (props: {
  readonly slot: Target;
  readonly look: SlotLook;
  readonly at?: string;
  readonly address?: Ipv4 | null;
  readonly subnetId?: string | null;
  readonly draggable?: boolean;
  readonly children: ReactNode;
}) => {
  const { slot, look, at, address = null, subnetId = null } = props;
  const key = targetKey(slot);
  const aimed = usePointing(({ over }) => over !== null && targetKey(over) === key);
  const lit = usePointing(({ spot }) => at !== undefined && isLit(spot, at, address, subnetId));
  return (
    <div
      className={cx(
        'own-layout h-9 min-w-0 rounded-md border',
        aimed && look === 'legal' ? AIMED : LOOKS[look],
        lit && !aimed && 'ring-2 ring-accent/50',
      )}
      draggable={props.draggable}
    >
      {/* What comes and goes over the row belongs to this box and not to the frame, which the browser would lay out with the page. */}
      <div className="relative flex h-full items-center">{props.children}</div>
    </div>
  );
};
