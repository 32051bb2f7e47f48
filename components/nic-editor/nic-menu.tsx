'use client';

import { memo, Suspense, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import { iconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Menu, type MenuItem } from '@/components/ui/menu';
import type { Command } from '@/lib/restore/command';
import { nicAutomatic } from '@/lib/restore/nic-automatic';
import type { Nic } from '@/lib/restore/plan';
import { keepFocus } from './walk';

const PasteDialog = lazyComponent(() => import('./paste-dialog').then((module) => module.PasteDialog));

/** What can be done with an interface as a whole. */
export const NicMenu = memo(({ nic, position }: { readonly nic: Nic; readonly position: number }) => {
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const around = useRef<HTMLSpanElement>(null);
  const count = useEditor((state) => state.plan.nics.length);
  const locked = useEditor((state) => state.locked);
  const [pasting, setPasting] = useState(false);
  const number = position + 1;
  const act = (label: string, ...commands: readonly Command[]) => {
    if (around.current !== null) keepFocus(around.current);
    store.perform({ label, commands });
  };
  const reason = (why: string | null): string | null => (locked ? t('locked') : why);
  const items = (): readonly MenuItem[] => [
    ...(nic.kind === 'new'
      ? [
          { key: 'paste', icon: 'copy' as const, text: t('nic.paste'), reason: reason(null), onChoose: () => setPasting(true) },
          {
            key: 'automatic',
            text: t('nic.allAutomatic'),
            reason: reason(null),
            onChoose: () => act('make-automatic', ...nicAutomatic(nic)),
          },
        ]
      : []),
    {
      key: 'up',
      icon: 'up',
      text: t('nic.up'),
      reason: reason(position === 0 ? t('nic.isFirst') : null),
      onChoose: () => act('reorder-interfaces', { type: 'move-nic', nic: nic.key, toPosition: position - 1 }),
    },
    {
      key: 'down',
      icon: 'down',
      text: t('nic.down'),
      reason: reason(position === count - 1 ? t('nic.isLast') : null),
      onChoose: () => act('reorder-interfaces', { type: 'move-nic', nic: nic.key, toPosition: position + 1 }),
    },
    {
      key: 'remove',
      icon: 'close',
      text: t('nic.remove'),
      reason: reason(count === 1 ? t('nic.onlyOne') : null),
      onChoose: () => act('remove-interface', { type: 'remove-nic', nic: nic.key }),
    },
  ];
  return (
    <span ref={around} className="contents">
      <Menu
        label={t('nic.menu', { number })}
        button={<Icon name="more" />}
        buttonClassName={iconButtonClass('pointer-coarse:size-8')}
        align="end"
        items={items}
      />
      {pasting && nic.kind === 'new' && (
        <Suspense fallback={null}>
          <PasteDialog nic={nic} number={number} onClose={() => setPasting(false)} />
        </Suspense>
      )}
    </span>
  );
});
