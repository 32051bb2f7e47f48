'use client';

import { useTranslations } from 'use-intl';
import { FactList } from '@/components/ui/panel';
import { useSentences } from '@/components/ui/use-sentences';
import type { ParseProblem } from '@/lib/restore/parse';

const MAX_SHOWN = 200;

/** Where metadata cannot be read, what stands there, and what is wrong with it. */
export const UnreadableFacts = ({ problem }: { readonly problem: ParseProblem }) => {
  const t = useTranslations('points.restore.unreadable');
  const sentences = useSentences();
  const shown = problem.text.length > MAX_SHOWN ? `${problem.text.slice(0, MAX_SHOWN)}…` : problem.text;
  return (
    <>
      <p>{sentences(t('text', { key: problem.key }), t(`why.${problem.code}`))}</p>
      <FactList
        facts={[
          { name: t('at'), value: <span className="mono">{problem.at}</span> },
          { name: t('stands'), value: shown === '' ? t('nothing') : <span className="mono wrap-anywhere">{shown}</span> },
        ]}
      />
    </>
  );
};
