'use client';

import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Dialog } from '@/components/ui/dialog';
import { flash } from '@/components/ui/flash';
import { Icon } from '@/components/ui/icon';
import { openFrameDialog } from './frame-dialogs-store';
import { usePaletteGroups } from './palette-groups';
import { PaletteList } from './palette-list';
import type { PaletteEntry } from './palette-match';

/** The chosen line of a list that changes under it: arrow keys go round, and the line stays in view. */
const useActive = (id: string, entries: readonly PaletteEntry[], onChoose: (entry: PaletteEntry) => void) => {
  const [at, setAt] = useState(0);
  const last = entries.length - 1;
  const active = Math.min(at, last);
  const activeId = active < 0 ? undefined : `${id}-${active}`;
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
    };
    const step = steps[event.key];
    const entry = entries[active];
    if (step !== undefined) setAt(step);
    else if (event.key === 'Enter' && entry !== undefined) onChoose(entry);
    else return;
    event.preventDefault();
  };
  return { active, activeId, setAt, onKeyDown };
};

const Foot = (props: { readonly count: number; readonly text: string; readonly searching: boolean; readonly failed: boolean }) => {
  const t = useTranslations('find.palette');
  const { count, text, searching, failed } = props;
  const nothing = count === 0 && !searching;
  return (
    <footer className="flex min-h-9 flex-wrap items-center gap-x-4 border-t border-line px-4 py-1.5 text-xs text-text-dim">
      <p role="status" className="min-w-0 flex-1 truncate">
        {searching ? t('searching') : nothing ? t('none', { text }) : t('found', { count })}
        {failed && <span className="ml-2 text-warn">{t('failed')}</span>}
      </p>
      <p className="hidden md:block">{t('hint')}</p>
    </footer>
  );
};

/** Lives while the dialog is open, so that it begins empty each time. */
const Search = ({ close }: { readonly close: () => void }) => {
  const t = useTranslations('find.palette');
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState('');
  const { groups, said, searching, failed } = usePaletteGroups(text);
  const entries = groups.flatMap((group) => group.entries);
  const choose = (entry: PaletteEntry) => {
    if (entry.reason) return flash({ tone: 'info', text: entry.reason });
    close();
    if (entry.href !== undefined) router.push(entry.href);
    else entry.run?.();
  };
  const { active, activeId, setAt, onKeyDown } = useActive(id, entries, choose);
  return (
    <div className="flex max-h-[80dvh] flex-col">
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Icon name={searching ? 'refresh' : 'search'} className={cx('text-text-dim', searching && 'animate-spin')} />
        <input
          // biome-ignore lint/a11y/noAutofocus: a dialog that is opened to type in
          autoFocus
          type="text"
          role="combobox"
          aria-label={t('title')}
          aria-expanded={entries.length > 0}
          aria-controls={id}
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={t('placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-text-dim"
        />
      </div>
      {said.length > 0 && (
        <div className="border-b border-line px-4 py-1.5 text-xs text-text-dim" role="status">
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      <PaletteList id={id} groups={groups} active={active} onActive={setAt} onChoose={choose} />
      <Foot count={entries.length} text={text.trim()} searching={searching} failed={failed} />
    </div>
  );
};

/** The command palette: pages, what the inventory holds, what the open page and the console can do; all by typing, arrow keys and Enter. */
export const Palette = ({ open }: { readonly open: boolean }) => {
  const t = useTranslations('find.palette');
  const close = () => openFrameDialog(null);
  return (
    <Dialog open={open} onClose={close} title={t('title')} bare>
      <Search close={close} />
    </Dialog>
  );
};
