'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { PointerLine } from '@/components/restore/pointer-line';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Panel } from '@/components/ui/panel';
import { saveText } from '@/components/ui/save-text';
import { differenceWords, placeWords } from '@/lib/i18n/words';
import type { Difference } from '@/lib/restore/explain';
import { metadataFile, startRestoreJobCommand } from '@/lib/restore/exports';
import { fileDifferences } from '@/lib/restore/import/correct';
import type { RestoreInput } from '@/lib/restore/import/input';
import type { RestoreMetadata } from '@/lib/restore/plan';

/** Where the page goes on to the corrected file. */
export const CORRECTED_ID = 'corrected';

const Change = ({ difference, pointer }: { readonly difference: Difference; readonly pointer: boolean }) => {
  const t = useTranslations('check-file.corrected');
  const words = useTranslations('explain');
  const checks = useTranslations('checks');
  const { before, after } = difference;
  const values = [
    { name: t('was'), value: before, gone: true },
    { name: t('becomes'), value: after, gone: false },
  ];
  return (
    <li className="flex flex-col gap-0.5 border-b border-line px-3 py-2 last:border-b-0">
      <span className="font-semibold wrap-anywhere">{placeWords(checks, difference.at)}</span>
      {pointer && <PointerLine at={difference.at} />}
      <p className="text-text-dim wrap-anywhere">{differenceWords(words, difference)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs">
        {values.map(({ name, value, gone }) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-text-dim">{name}</dt>
            <dd className="mono line-clamp-3 min-w-0 wrap-anywhere" title={value ?? undefined}>
              {value === null ? <span className="font-sans text-text-dim">{t('nothing')}</span> : gone ? <s>{value}</s> : value}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
};

const Changes = ({ differences, pointers }: { readonly differences: readonly Difference[]; readonly pointers: boolean }) => {
  const t = useTranslations('check-file.corrected');
  const told = differences.filter((each) => each.kind !== 'unknown-kept' && each.reason !== 'fresh-request-id');
  return (
    <section aria-label={t('changes')} className="flex min-w-0 flex-col">
      <h3 className="flex h-8 items-center border-b border-line bg-surface-2 px-3 text-xs">
        {t('changes')}
        <span className="mono ml-auto">{told.length}</span>
      </h3>
      {told.length === 0 ? (
        <p className="px-3 py-2 text-text-dim">{t('none')}</p>
      ) : (
        <ul>
          {told.map((each) => (
            <Change key={`${each.kind} ${each.at} ${each.params.nic ?? ''}`} difference={each} pointer={pointers} />
          ))}
        </ul>
      )}
    </section>
  );
};

/** The file as it has been corrected, to copy or save, beside everything that was changed in it and why. */
export const CorrectedPanel = (props: {
  readonly input: RestoreInput;
  readonly metadata: RestoreMetadata;
  /** Whether places are told as JSON pointers besides. */
  readonly pointers: boolean;
  readonly onUndo: () => void;
  readonly onStartOver: () => void;
}) => {
  const { input, metadata } = props;
  const t = useTranslations('check-file.corrected');
  const differences = useMemo(() => fileDifferences(input.metadata, metadata), [input.metadata, metadata]);
  const file = metadataFile(metadata);
  const { region, recoveryPointArn, restoreRoleArn, copyTags } = input;
  const command =
    input.form === 'command' && region !== null && recoveryPointArn !== null
      ? startRestoreJobCommand({ region, recoveryPointArn, restoreRoleArn, copyTags: copyTags ?? false })
      : null;
  return (
    <div id={CORRECTED_ID} className="scroll-mt-18">
      <Panel
        title={t('title')}
        flush
        actions={
          <div className="flex flex-wrap gap-2">
            <Button size="small" tone="quiet" onClick={props.onUndo}>
              {t('undo')}
            </Button>
            <Button size="small" tone="quiet" onClick={props.onStartOver}>
              {t('startOver')}
            </Button>
            <Button size="small" icon="download" onClick={() => saveText('metadata.json', file)}>
              {t('download')}
            </Button>
          </div>
        }
      >
        <div className="grid grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
          <div className="flex min-w-0 flex-col gap-3 p-3 lg:border-r lg:border-line">
            <p className="text-text-dim">{t('hint')}</p>
            <CodeBlock text={file} label={t('copy')} className="max-h-128" />
            {command !== null && <CodeBlock text={command} label={t('command')} />}
          </div>
          <Changes differences={differences} pointers={props.pointers} />
        </div>
      </Panel>
    </div>
  );
};
