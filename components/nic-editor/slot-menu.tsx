'use client';

import { memo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore } from '@/components/restore/editor-context';
import type { HeldAddress } from '@/components/restore/editor-store';
import { iconButtonClass } from '@/components/ui/button-style';
import { flash } from '@/components/ui/flash';
import { Icon } from '@/components/ui/icon';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { fixWords } from '@/lib/i18n/words';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Slot } from '@/lib/restore/command';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { takeOut } from './gestures';
import { moveChoices, placeChoices } from './slot-choices';
import { keepFocus } from './walk';

interface SlotMenuProps {
  readonly number: number;
  readonly subnetId: string | null;
  readonly index: number | null;
  readonly address: Ipv4 | null;
  readonly slot: Slot;
  readonly own: HeldAddress | null;
  readonly findings: readonly Diagnostic[];
  readonly onType: () => void;
}

/** Everything that can be done with a slot, without dragging: remedies first, then other addresses, other places, and out. */
export const SlotMenu = memo(({ number, subnetId, index, address, slot, own, findings, onType }: SlotMenuProps) => {
  const t = useTranslations('restore.nics');
  const checks = useTranslations('checks');
  const common = useTranslations('common.copy');
  const store = useEditorStore();
  const locked = useEditor((state) => state.locked);
  const around = useRef<HTMLSpanElement>(null);
  const guarded = (item: MenuItem): MenuItem =>
    'href' in item
      ? item
      : {
          ...item,
          reason: locked ? t('locked') : (item.reason ?? null),
          onChoose: () => {
            if (around.current !== null) keepFocus(around.current);
            item.onChoose();
          },
        };
  const fixes = (): readonly MenuItem[] =>
    findings
      .flatMap((finding) => finding.fixes)
      // Those two are in every slot's menu, under its own words.
      .filter((fix) => fix.code !== 'make-automatic' && fix.code !== 'remove-address')
      .map((fix, i) => ({
        key: `fix ${i}`,
        icon: 'check',
        text: fixWords(checks, fix),
        onChoose: () => store.perform({ label: 'fix', commands: fix.commands }),
      }));
  const held = (of: HeldAddress): readonly MenuItem[] => [
    { key: 'pick', text: t('menu.pickUp'), onChoose: () => store.hold([of]) },
    ...moveChoices(store, t, of, slot),
    { key: 'out', icon: 'minus', text: t(index === null ? 'menu.makeAutomatic' : 'menu.takeOut'), onChoose: () => takeOut(store, of) },
  ];
  const offersFree = findings.some((finding) => finding.fixes.some((fix) => fix.code === 'use-next-free'));
  const items = (): readonly MenuItem[] => [
    ...[
      ...fixes(),
      { key: 'type', text: t('menu.type'), onChoose: onType },
      ...placeChoices(store, t, slot, subnetId).filter((choice) => choice.key !== 'free' || !offersFree),
      ...(own === null ? [] : held(own)),
    ].map(guarded),
    ...(address === null
      ? []
      : [
          {
            key: 'copy',
            icon: 'copy' as const,
            text: t('menu.copy'),
            onChoose: () => {
              navigator.clipboard.writeText(address).catch(() => flash({ tone: 'warn', text: common('failed') }));
            },
          },
        ]),
  ];
  return (
    <span ref={around} className="contents">
      <Menu
        label={index === null ? t('menu.ofPrimary', { number }) : t('menu.ofSecondary', { number, position: index + 1 })}
        button={<Icon name="more" />}
        buttonClassName={iconButtonClass('mr-1 pointer-coarse:size-8')}
        align="end"
        items={items}
      />
    </span>
  );
});
