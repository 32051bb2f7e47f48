import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon, type IconName } from './icon';

export type NoticeTone = 'info' | 'ok' | 'warn' | 'danger';

const LOOKS: Readonly<Record<NoticeTone, readonly [string, string, IconName]>> = {
  info: ['border-info/35 bg-info-soft', 'text-info', 'info'],
  ok: ['border-ok/35 bg-ok-soft', 'text-ok', 'done'],
  warn: ['border-warn/40 bg-warn-soft', 'text-warn', 'warning'],
  danger: ['border-danger/40 bg-danger-soft', 'text-danger', 'error'],
};

/** A message that belongs to a place on the page and stays. `live` announces it when it appears. */
export const Notice = (props: {
  readonly tone: NoticeTone;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly live?: boolean;
  readonly className?: string;
}) => {
  const [box, ink, icon] = LOOKS[props.tone];
  return (
    <div
      {...(props.live ? { role: props.tone === 'danger' ? 'alert' : 'status' } : {})}
      className={cx('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3 py-2', box, props.className)}
    >
      <Icon name={icon} className={cx('mt-0.5', ink)} />
      <div className="min-w-0 flex-1 basis-60">
        {props.title !== undefined && <p className="font-semibold">{props.title}</p>}
        {props.children}
      </div>
      {props.actions !== undefined && <div className="flex flex-wrap gap-2">{props.actions}</div>}
    </div>
  );
};
