'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import { useSaver } from './draft-context';
import { useEditor } from './editor-context';
import type { SaveState } from './saver-state';

const LOOKS: Readonly<Record<SaveState['kind'], readonly [IconName, string]>> = {
  saved: ['done', 'text-ok'],
  waiting: ['refresh', 'text-text-dim'],
  saving: ['refresh', 'text-text-dim'],
  failed: ['warning', 'text-danger'],
  conflict: ['warning', 'text-danger'],
};

/** Whether what is on the screen is stored. Always of one width, so that nothing moves when it changes. */
export const SaveStateMark = () => {
  const t = useTranslations('restore.saved');
  const kind = useSaver(({ save }) => save.kind);
  const locked = useEditor((state) => state.locked);
  const [icon, ink] = locked ? (['lock', 'text-text-dim'] as const) : LOOKS[kind];
  return (
    <span className={cx('inline-flex min-w-20 items-center gap-1.5 text-xs', ink)}>
      <Icon name={icon} className="size-3.5" />
      {t(locked ? 'locked' : kind)}
    </span>
  );
};
