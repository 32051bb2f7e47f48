'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import { mayBeDone } from '@/lib/problem';
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

/** What comes and goes with each edit, and has room in one width: nothing moves, and the browser lays out nothing else, when it changes. */
const PASSING: ReadonlySet<SaveState['kind']> = new Set<SaveState['kind']>(['saved', 'waiting', 'saving']);

/** Whether what is on the screen is stored. */
export const SaveStateMark = () => {
  const t = useTranslations('restore.saved');
  const kind = useSaver(({ save }) => save.kind);
  const unconfirmed = useSaver(({ save }) => save.kind === 'failed' && mayBeDone(save.problem));
  const locked = useEditor((state) => state.locked);
  const [icon, ink] = locked ? (['lock', 'text-text-dim'] as const) : LOOKS[kind];
  return (
    <span className="block">
      <span
        className={cx('flex h-5 items-center gap-1.5 text-xs whitespace-nowrap', PASSING.has(kind) && !locked && 'own-layout w-26', ink)}
      >
        <Icon name={icon} className="size-3.5" />
        {t(locked ? 'locked' : unconfirmed ? 'unconfirmed' : kind)}
      </span>
    </span>
  );
};
