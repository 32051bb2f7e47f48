'use client';

import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import type { MoveEffect, MovePreview } from '@/lib/restore/moves';
import { briefWords, previewWords } from './effect-words';

const ICONS: Partial<Readonly<Record<MoveEffect, IconName>>> = {
  swap: 'swap',
  replace: 'swap',
  return: 'minus',
  'return-primary': 'minus',
};

/** What would come of putting the selection here: said before it is done, at the place itself. */
export const PreviewChip = memo(({ preview, className }: { readonly preview: MovePreview; readonly className?: string }) => {
  const t = useTranslations('restore.nics');
  const legal = preview.kind === 'legal';
  return (
    <span
      title={previewWords(t, preview)}
      className={cx('flex min-w-0 items-center gap-1 text-xs', legal ? 'font-semibold text-accent' : 'text-text-dim', className)}
    >
      <Icon name={legal ? (ICONS[preview.effect] ?? 'plus') : 'close'} className="size-3.5" />
      <span className="truncate">{briefWords(t, preview)}</span>
    </span>
  );
});
