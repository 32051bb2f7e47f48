import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon, type IconName } from './icon';

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger' | 'info' | 'accent' | 'violet';

const TONES: Readonly<Record<Tone, string>> = {
  neutral: 'bg-surface-2 text-text-dim',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
  info: 'bg-info-soft text-info',
  accent: 'bg-accent-soft text-accent',
  violet: 'bg-violet-soft text-violet',
};

/** A short state in words; colour (and an icon where given) only repeats them. */
export const Badge = (props: { readonly tone?: Tone; readonly icon?: IconName; readonly title?: string; readonly children: ReactNode }) => (
  <span
    title={props.title}
    className={cx(
      'fc-edge inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-xs font-semibold',
      TONES[props.tone ?? 'neutral'],
    )}
  >
    {props.icon !== undefined && <Icon name={props.icon} className="size-3.5" />}
    {props.children}
  </span>
);
