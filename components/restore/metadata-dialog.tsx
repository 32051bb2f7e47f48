'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Dialog } from '@/components/ui/dialog';
import { Tabs } from '@/components/ui/tabs';
import { metadataFile, startRestoreJobCommand } from '@/lib/restore/exports';
import { openJson } from '@/lib/restore/json';
import { knownKey, spellingOf } from '@/lib/restore/keys';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { useEditor } from './editor-context';
import { KitView } from './kit-view';
import { RawEditor } from './raw-editor';

const FILE = 'metadata.json';

const download = (text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = FILE;
  link.click();
  URL.revokeObjectURL(url);
};

/** The metadata with the JSON inside its strings opened, for reading. */
const readable = (metadata: RestoreMetadata): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(metadata).map(([name, text]) => {
        const format = knownKey(name)?.format;
        return [name, format === 'json-array' || format === 'json-object' ? (openJson(text) ?? text) : text];
      }),
    ),
    null,
    2,
  );

/** A text as it is, with its explanation, to copy and (as a file) to download. */
const TextView = (props: { readonly label: string; readonly hint: string; readonly text: string; readonly file?: boolean }) => {
  const t = useTranslations('restore.metadata');
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <p className="max-w-prose text-text-dim">{props.hint}</p>
        {props.file && (
          <Button size="small" icon="download" onClick={() => download(props.text)}>
            {t('download', { file: FILE })}
          </Button>
        )}
      </div>
      <CodeBlock text={props.text} label={props.label} className="max-h-[55dvh]" />
    </div>
  );
};

const Body = () => {
  const t = useTranslations('restore.metadata');
  const plan = useEditor((state) => state.plan);
  // The file must be whole, so it has an id of its own: one per opening, or each edit would change it.
  const [requestId] = useState(() => crypto.randomUUID());
  const shown = toMetadata(plan, t('freshId'));
  const idKey = spellingOf(shown, 'aws:backup:request-id');
  const { region, recoveryPointArn } = plan.source;
  return (
    <Tabs
      label={t('tabs')}
      tabs={[
        {
          key: 'readable',
          title: t('readable'),
          content: <TextView label={t('readable')} hint={t('readableHint')} text={readable(shown)} />,
        },
        {
          key: 'file',
          title: t('file'),
          content: <TextView label={t('file')} hint={t('fileHint')} text={metadataFile(toMetadata(plan, requestId))} file />,
        },
        {
          key: 'command',
          title: t('command'),
          content: (
            <TextView
              label={t('command')}
              hint={t('commandHint')}
              text={startRestoreJobCommand({ region, recoveryPointArn, restoreRoleArn: plan.restoreRoleArn, copyTags: plan.copyTags })}
            />
          ),
        },
        { key: 'kit', title: t('kit.title'), content: <KitView /> },
        { key: 'raw', title: t('raw'), content: <RawEditor shown={shown} freshKey={idKey} /> },
      ]}
    />
  );
};

/** The exact metadata that will be sent, the command that does the same, and every key to be edited as text. */
export const MetadataDialog = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const t = useTranslations('restore.metadata');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} width="large">
      <Body />
    </Dialog>
  );
};
