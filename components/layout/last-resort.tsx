'use client';

import { useEffect, useState } from 'react';
import { buttonClass } from '@/components/ui/button-style';
import { COOKIES, pickLocale } from '@/lib/i18n/locale';
import type { BoundaryProps } from './broken-page';
import { useComeBack, useNotReady } from './use-come-back';

interface Words {
  readonly title: string;
  readonly text: string;
  /** In place of `text` while the console's database is away. */
  readonly database: string;
  readonly retry: string;
}

/** The words of the person's language, fetched only now: nothing of the frame that gives them elsewhere is left. */
const loadWords = async (): Promise<Words> => {
  const chosen = document.cookie.split('; ').find((pair) => pair.startsWith(`${COOKIES.locale}=`));
  const locale = pickLocale(chosen?.split('=')[1], navigator.languages.join(','));
  const [problems, common] = await Promise.all([
    import(`@/lib/i18n/messages/${locale}/problems.json`),
    import(`@/lib/i18n/messages/${locale}/common.json`),
  ]);
  document.documentElement.lang = locale;
  const { title, plain, database } = problems.default.boundary;
  return { title, text: plain, database, retry: common.default.actions.retry };
};

const AGAIN_MS = 3_000;

/** What stands alone where the frame itself failed. A reload begins afresh, and comes by itself where it was the console's database that was away. */
export const LastResort = ({ error }: Pick<BoundaryProps, 'error'>) => {
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    loadWords().then(setWords, () => setWords(null));
  }, []);
  const problem = useNotReady();
  useComeBack(problem === null ? null : AGAIN_MS, () => window.location.reload());
  return (
    <>
      <h1 className="text-lg">{words?.title ?? 'Rehome'}</h1>
      <p>{problem?.code === 'database-away' ? words?.database : words?.text}</p>
      {error.digest !== undefined && <p className="mono text-text-dim">{error.digest}</p>}
      <button type="button" className={buttonClass('primary', 'medium')} onClick={() => window.location.reload()}>
        {words?.retry ?? '↻'}
      </button>
    </>
  );
};
