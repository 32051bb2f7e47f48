'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import { Kbd } from './kbd';
import type { PaletteGroup } from './palette-groups';
import type { PaletteEntry } from './palette-match';

interface OptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly icon: IconName;
  readonly active: boolean;
  readonly onActive: () => void;
  readonly onChoose: () => void;
}

const Option = ({ id, entry, icon, active, onActive, onChoose }: OptionProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's, which keeps the focus
  // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text field, whose aria-activedescendant names the option
  <div
    role="option"
    id={id}
    aria-selected={active}
    aria-disabled={entry.reason ? true : undefined}
    onPointerMove={onActive}
    onClick={onChoose}
    className={cx('flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1', active && 'fc-selected bg-accent-soft')}
  >
    <Icon name={entry.icon ?? icon} className="text-text-dim" />
    <span className={cx('max-w-[60%] shrink-0 truncate', entry.reason && 'text-text-dim')}>{entry.text}</span>
    <span className="min-w-0 flex-1 truncate text-right text-xs text-text-dim">{entry.reason ?? entry.detail}</span>
    {entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
  </div>
);

/** What the palette has to offer, in groups. Options count through all of them: the field's arrow keys know no groups. */
export const PaletteList = (props: {
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  readonly active: number;
  readonly onActive: (at: number) => void;
  readonly onChoose: (entry: PaletteEntry) => void;
}) => {
  const t = useTranslations('find.palette');
  const { id, groups, active, onActive, onChoose } = props;
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, group) => sum + group.entries.length, 0));
  return (
    <div id={id} role="listbox" aria-label={t('title')} className="min-h-0 flex-1 overflow-y-auto p-2 empty:hidden">
      {groups.map((group, groupAt) => (
        // biome-ignore lint/a11y/useSemanticElements: groups of options inside a listbox, not of form fields
        <div key={group.key} role="group" aria-labelledby={`${id}-${group.key}`} className="pb-1">
          <p id={`${id}-${group.key}`} className="px-2.5 py-1 text-xs font-semibold text-text-dim">
            {t(group.key)}
          </p>
          {group.entries.map((entry, entryAt) => {
            const at = (starts[groupAt] ?? 0) + entryAt;
            return (
              <Option
                key={entry.id}
                id={`${id}-${at}`}
                entry={entry}
                icon={group.icon}
                active={at === active}
                onActive={() => onActive(at)}
                onChoose={() => onChoose(entry)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
};
