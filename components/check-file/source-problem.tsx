'use client';

import type { RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { ImportProblem } from '@/lib/restore/import/input';
import { showInText } from './show-in-text';

/** The parameters of a problem, for its message. */
export const problemValues = (params: ImportProblem['params']): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

/** Which one of several a person means. */
const Choices = ({ problem, onChoose }: { readonly problem: ImportProblem; readonly onChoose: (text: string) => void }) => {
  const t = useTranslations('check-file.source');
  return (
    <Notice tone="info" live title={t('which', { count: problem.choices.length })}>
      <ol className="flex flex-col items-start gap-1.5 pt-1.5">
        {problem.choices.map(({ name, text }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of them may say the same
          <li key={i} className="max-w-full">
            <Button size="small" className="max-w-full" onClick={() => onChoose(text)}>
              <span className="mono truncate">{`${i + 1}: ${name}`}</span>
            </Button>
          </li>
        ))}
      </ol>
    </Notice>
  );
};

/** Why the text cannot be read, and where. A command whose file is still missing is not wrong, only unfinished; of several things one is chosen. */
export const SourceProblem = ({
  problem,
  editor,
  onChoose,
}: {
  readonly problem: ImportProblem;
  readonly editor: RefObject<HTMLTextAreaElement | null>;
  readonly onChoose: (text: string) => void;
}) => {
  const t = useTranslations('check-file');
  const { at } = problem;
  if (problem.choices.length > 0) return <Choices problem={problem} onChoose={onChoose} />;
  if (problem.code === 'metadata-file')
    return (
      <Notice tone="info" live title={t('source.wantsFile', { file: String(problem.params.file) })}>
        {t('source.wantsFileTodo')}
      </Notice>
    );
  const text = t(`problem.${problem.code}`, problemValues(problem.params));
  return (
    <Notice
      tone="danger"
      live
      title={at === null ? t('source.problem') : t('source.place', { line: at.line, column: at.column })}
      actions={
        at !== null && (
          <Button size="small" onClick={() => showInText(editor.current, at.offset, 1)}>
            {t('source.show')}
          </Button>
        )
      }
    >
      {text}
    </Notice>
  );
};
