'use client';

import { type DragEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { flash } from '@/components/ui/flash';
import { Panel } from '@/components/ui/panel';
import type { ImportProblem } from '@/lib/restore/import/input';
import { ReadLine } from './read-line';
import { problemValues, SourceProblem } from './source-problem';
import type { GivenFile } from './use-checked-file';
import { loadJudge } from './use-judge';

/** A command that names a file is completed by that file; anything else is replaced. */
const withFile = (text: string, problem: ImportProblem | null, content: string): string =>
  problem?.code === 'metadata-file' ? `${text.trimEnd()}\n\n${content}` : content;

/** Whether a drag carries files. */
const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Reads files that a person drops or chooses: one at a time. */
const useFiles = (given: GivenFile) => {
  const t = useTranslations('check-file');
  const take = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (file === undefined) return;
    if (files !== null && files.length > 1) flash({ tone: 'warn', text: t('source.several', { name: file.name }) });
    const { decodeText } = await loadJudge();
    const content = decodeText(new Uint8Array(await file.arrayBuffer()));
    if (content.ok) given.setText(withFile(given.text, given.problem, content.value.text), content.value.mark);
    else flash({ tone: 'danger', text: `${file.name}: ${t(`problem.${content.error.code}`, problemValues(content.error.params))}` });
  };
  return (files: FileList | null) => {
    take(files).catch(() => flash({ tone: 'danger', text: t('problem.not-text') }));
  };
};

const Buttons = ({ given, onFiles }: { readonly given: GivenFile; readonly onFiles: (files: FileList | null) => void }) => {
  const t = useTranslations('check-file.source');
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" onClick={() => chooser.current?.click()}>
        {t('choose')}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('choose')}
        accept=".json,.jsonl,.har,.csv,.tsv,.txt,.log,.md,.sh,.ps1,.cmd,.bat,application/json,text/csv,text/plain"
        onChange={(event) => {
          onFiles(event.target.files);
          // So that the same file can be chosen again after it was changed.
          event.target.value = '';
        }}
      />
      {given.text !== '' && (
        <Button size="small" tone="quiet" onClick={() => given.setText('')}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
};

/** Where a file or command is pasted, typed, dropped or chosen, and what was read of it. `editor` is the text box, for showing places in it. */
export const SourcePanel = ({
  given,
  editor,
}: {
  readonly given: GivenFile;
  readonly editor: React.RefObject<HTMLTextAreaElement | null>;
}) => {
  const t = useTranslations('check-file.source');
  const [over, setOver] = useState(false);
  const onFiles = useFiles(given);
  const unread = given.problem !== null && given.problem.code !== 'empty';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files on; the keyboard has the button that chooses one
    <div
      className="relative lg:sticky lg:top-18"
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        void loadJudge();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        onFiles(event.dataTransfer.files);
      }}
    >
      <Panel title={t('title')} actions={<Buttons given={given} onFiles={onFiles} />}>
        <div className="flex flex-col gap-3">
          <Field label={t('label')} hideLabel hint={t('hint')}>
            {(ids) => (
              <textarea
                {...ids}
                ref={editor}
                aria-invalid={(unread && given.problem?.code !== 'metadata-file') || undefined}
                value={given.text}
                onFocus={() => void loadJudge()}
                onChange={(event) => given.setText(event.target.value)}
                spellCheck={false}
                autoComplete="off"
                autoCapitalize="off"
                wrap="soft"
                className="mono block max-h-112 min-h-72 w-full resize-y rounded-md border border-line-strong bg-surface-1 p-2 text-text field-sizing-content aria-invalid:border-danger"
              />
            )}
          </Field>
          <div className="min-h-5">
            {given.input !== null && <ReadLine input={given.input} />}
            {given.problem !== null && unread && (
              <SourceProblem problem={given.problem} editor={editor} onChoose={(text) => given.setText(text)} />
            )}
          </div>
        </div>
      </Panel>
      {over && (
        <div className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center rounded-md border-2 border-dashed border-accent bg-accent-soft/90 text-md font-semibold">
          {t('drop')}
        </div>
      )}
    </div>
  );
};
