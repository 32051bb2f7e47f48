'use client';

import { startTransition, useOptimistic } from 'react';
import { Checkbox } from '@/components/ui/field';

interface SwitchBoxProps {
  readonly label: string;
  readonly hint: string;
  /** What is kept. */
  readonly on: boolean;
  /** Why the person may not change it; `null`: they may. */
  readonly whyNot: string | null;
  readonly busy?: boolean;
  /** Keeps what was asked for; its promise ends when that is done or has failed. */
  readonly change: (wanted: boolean) => Promise<void>;
}

/** A setting that is on or off: it shows what was asked for at once, and what is kept again where that failed. */
export const SwitchBox = ({ label, hint, on, whyNot, busy, change }: SwitchBoxProps) => {
  const [checked, setChecked] = useOptimistic(on);
  return (
    <Checkbox
      label={label}
      hint={hint}
      checked={checked}
      aria-busy={busy}
      aria-disabled={whyNot !== null || undefined}
      title={whyNot ?? undefined}
      onClick={(event) => {
        if (whyNot !== null) event.preventDefault();
      }}
      onChange={({ target }) => {
        if (whyNot !== null) return;
        const wanted = target.checked;
        startTransition(() => {
          setChecked(wanted);
          return change(wanted);
        });
      }}
    />
  );
};
