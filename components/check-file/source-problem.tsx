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

/** Why the text cannot be read, and where. A command whose file is still missing is not wrong, only unfinished. */
export const SourceProblem = ({
  problem,
  editor,
}: {
  readonly problem: ImportProblem;
  readonly editor: RefObject<HTMLTextAreaElement | null>;
}) => {
  const t = useTranslations('check-file');
  const { at } = problem;
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
