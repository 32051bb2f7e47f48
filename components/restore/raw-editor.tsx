'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { SeverityMark } from '@/components/nic-editor/severity-mark';
import { useFindingWords } from '@/components/people/use-finding-words';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { pointerStep } from '@/lib/restore/json';
import { knownKey, spellingOf } from '@/lib/restore/keys';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { useEditor, useEditorStore } from './editor-context';
import { type RawRow, type RawState, rawRows } from './raw-rows';

const TONES: Readonly<Record<RawState, Tone>> = { backup: 'neutral', plan: 'info', edited: 'accent', removed: 'warn', fresh: 'info' };

/** What the check says about one key. */
const KeyFindings = ({ name }: { readonly name: string }) => {
  const words = useFindingWords();
  const diagnostics = useEditor((state) => state.diagnostics);
  const at = pointerStep(name);
  const here = diagnostics.filter((each) => each.severity !== 'info' && (each.at === at || each.at.startsWith(`${at}/`)));
  if (here.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 pt-1">
      {here.map((finding) => (
        <li key={`${finding.rule} ${finding.code} ${finding.at}`} className="flex flex-wrap items-baseline gap-x-2 text-xs wrap-anywhere">
          <SeverityMark severity={finding.severity} />
          <span className="mono text-text-dim">{finding.rule}</span>
          <span className="min-w-0 flex-1">{words(finding)}</span>
        </li>
      ))}
    </ul>
  );
};

const useOverride = () => {
  const store = useEditorStore();
  return (label: string, key: string, value: string | null | undefined) => {
    store.perform({ label, commands: [{ type: 'set-override', key, value }] });
  };
};

const RowActions = (props: { readonly row: RawRow; readonly typing: string | null; readonly onDone: () => void }) => {
  const t = useTranslations('restore.metadata');
  const common = useTranslations('common.actions');
  const override = useOverride();
  const { row, typing, onDone } = props;
  const edited = typing !== null && typing !== row.value;
  return (
    <span className="flex flex-wrap gap-1.5 md:w-28 md:flex-col">
      {edited && (
        <>
          <Button
            size="small"
            tone="primary"
            aria-label={t('rawOf', { action: t('rawApply'), key: row.key })}
            onClick={() => {
              override('raw-edit', row.key, typing);
              onDone();
            }}
          >
            {t('rawApply')}
          </Button>
          <Button size="small" onClick={onDone}>
            {common('cancel')}
          </Button>
        </>
      )}
      {row.value !== null && row.state !== 'fresh' && (
        <Button
          size="small"
          tone="quiet"
          aria-label={t('rawOf', { action: t('rawRemove'), key: row.key })}
          onClick={() => override('raw-remove', row.key, null)}
        >
          {t('rawRemove')}
        </Button>
      )}
      {row.overridden && (
        <Button
          size="small"
          tone="quiet"
          aria-label={t('rawOf', { action: t('rawReset'), key: row.key })}
          onClick={() => override('raw-reset', row.key, undefined)}
        >
          {t('rawReset')}
        </Button>
      )}
    </span>
  );
};

const Row = ({ row, backup, locked }: { readonly row: RawRow; readonly backup: string | null; readonly locked: boolean }) => {
  const t = useTranslations('restore.metadata');
  const override = useOverride();
  const [typing, setTyping] = useState<string | null>(null);
  const shown = typing ?? row.value ?? '';
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0 md:grid-cols-[17rem_minmax(0,1fr)]">
      <span className="flex flex-col items-start gap-1">
        <span className="mono font-semibold wrap-anywhere">{row.key}</span>
        <Badge tone={TONES[row.state]}>{t(`rawState.${row.state}`)}</Badge>
      </span>
      <span className="flex min-w-0 flex-col gap-1.5">
        {row.value === null ? (
          !locked &&
          backup !== null && (
            <span>
              <Button
                size="small"
                aria-label={t('rawOf', { action: t('rawSend'), key: row.key })}
                onClick={() => override('raw-edit', row.key, backup)}
              >
                {t('rawSend')}
              </Button>
            </span>
          )
        ) : (
          <span className="flex flex-col items-start gap-2 md:flex-row">
            <textarea
              aria-label={t('rawValue', { key: row.key })}
              spellCheck={false}
              rows={Math.min(10, Math.max(1, Math.ceil(shown.length / 90), shown.split('\n').length))}
              readOnly={locked || row.state === 'fresh'}
              value={shown}
              onChange={(event) => setTyping(event.target.value)}
              className="mono w-full resize-y rounded-md border border-line-strong bg-surface-1 px-2 py-1 break-all read-only:bg-surface-2"
            />
            {!locked && <RowActions row={row} typing={typing} onDone={() => setTyping(null)} />}
          </span>
        )}
        <KeyFindings name={row.key} />
      </span>
    </li>
  );
};

const NewKey = ({ sent }: { readonly sent: RestoreMetadata }) => {
  const t = useTranslations('restore.metadata');
  const override = useOverride();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const taken = spellingOf(sent, name.trim());
  return (
    <form
      className="flex flex-wrap items-start gap-3 pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '' || taken !== null) return;
        override('raw-add', name.trim(), value);
        setName('');
        setValue('');
      }}
    >
      <TextField
        mono
        label={t('rawNewKey')}
        className="w-64"
        maxLength={200}
        value={name}
        error={taken === null ? null : t('rawExists', { key: taken })}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        mono
        label={t('rawNewValue')}
        className="min-w-48 flex-1"
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" icon="plus" className="mt-5">
        {t('rawAdd')}
      </Button>
    </form>
  );
};

/** Every metadata key as text: edited, left out, or put back as it was in the backup; checked like everything else. */
export const RawEditor = ({ shown, freshKey }: { readonly shown: RestoreMetadata; readonly freshKey: string | null }) => {
  const t = useTranslations('restore.metadata');
  const plan = useEditor((state) => state.plan);
  const locked = useEditor((state) => state.locked);
  const rows = rawRows(plan, shown);
  const interfacesAsText = rows.some((row) => row.overridden && knownKey(row.key)?.treatment === 'interfaces');
  return (
    <div className="flex flex-col">
      <p className="max-w-prose text-text-dim">{t('rawHint')}</p>
      {interfacesAsText && (
        <Notice tone="warn" live className="mt-2">
          <p>{t('rawInterfaces')}</p>
        </Notice>
      )}
      <ul className="mt-2 border-t border-line">
        {rows.map((row) => (
          <Row key={row.key} row={row} locked={locked} backup={row.key === freshKey ? null : (plan.source.template[row.key] ?? null)} />
        ))}
      </ul>
      {!locked && <NewKey sent={shown} />}
    </div>
  );
};
