'use client';

import { useTranslations } from 'use-intl';
import { Dialog } from '@/components/ui/dialog';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/paths';
import { openFrameDialog } from './frame-dialogs-store';
import { Kbd } from './kbd';
import { useRegisteredCommands } from './palette-commands';
import { usePreferences } from './preferences';

interface Row {
  readonly text: string;
  readonly keys: string;
}

const Sheet = ({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) => (
  <section className="flex flex-col gap-1">
    <h3 className="text-xs text-text-dim">{title}</h3>
    <dl>
      {rows.map((row) => (
        <div
          key={`${row.text} ${row.keys}`}
          className="flex min-h-8 items-center justify-between gap-4 border-b border-line last:border-b-0"
        >
          <dt>{row.text}</dt>
          <dd>
            <Kbd keys={row.keys} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

const Content = () => {
  const t = useTranslations('common.shortcuts');
  const { singleKeys } = usePreferences();
  const here = useRegisteredCommands().flatMap((command) =>
    command.shortcut === undefined ? [] : [{ text: command.text, keys: command.shortcut }],
  );
  const everywhere: readonly Row[] = [
    { text: t('palette'), keys: 'Mod+K' },
    ...(singleKeys
      ? [
          { text: t('palette'), keys: '/' },
          { text: t('help'), keys: '?' },
        ]
      : []),
    { text: t('close'), keys: 'Esc' },
  ];
  return (
    <div className="flex flex-col gap-5">
      {here.length > 0 && <Sheet title={t('here')} rows={here} />}
      <Sheet title={t('everywhere')} rows={everywhere} />
      <Sheet
        title={t('lists')}
        rows={[
          { text: t('move'), keys: '↑+↓' },
          { text: t('open'), keys: 'Enter' },
        ]}
      />
      <p className="text-text-dim">
        {singleKeys ? t('single') : t('singleOff')} <TextLink href={paths.settings()}>{t('settings')}</TextLink>
      </p>
    </div>
  );
};

/** The keys that do something: those of the open page, and those of every page. */
export const ShortcutSheet = ({ open }: { readonly open: boolean }) => {
  const t = useTranslations('common.shortcuts');
  return (
    <Dialog open={open} onClose={() => openFrameDialog(null)} title={t('title')} width="small">
      <Content />
    </Dialog>
  );
};
