'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { EncodedMessage } from '@/components/problems/encoded-message';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { dryRunAction } from '@/lib/actions/preflight';
import type { DryRunAnswer } from '@/lib/data/preflight/views';
import { ruleTitle } from '@/lib/i18n/words';
import { knownFailure } from '@/lib/jobs/known-failures';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import type { RuleId } from '@/lib/restore/codes';
import { useDraft } from './draft-context';

type Refused = Extract<DryRunAnswer, { readonly outcome: 'refused' }>;

/** AWS's words, after AWS's code where it gave one. */
const quote = ({ awsCode, awsMessage }: Refused): string => (awsCode === 'not-found' ? awsMessage : `${awsCode}: ${awsMessage}`);

/** The rule that AWS's words are those of, where they are known. */
const BehindIt = ({ words }: { readonly words: string }) => {
  const t = useTranslations('restore.dryRun');
  const checks = useTranslations('checks');
  const known = knownFailure(words);
  if (known === null) return null;
  const title = ruleTitle(checks, known.rule as RuleId);
  return <p>{title === known.rule ? title : t('rule', { rule: known.rule, title })}</p>;
};

/** What the dry run came to, and what that says of the restore (facts 3.1). */
const Answer = ({ answer }: { readonly answer: DryRunAnswer }) => {
  const t = useTranslations('restore.dryRun');
  switch (answer.outcome) {
    case 'nothing-found':
      return (
        <Notice tone="ok" title={t('nothingFound')}>
          <p>{t('nothingFoundText')}</p>
        </Notice>
      );
    case 'refused':
      return (
        <Notice tone="warn" title={t('refused')}>
          <p>{t('refusedText')}</p>
          <blockquote className="mono border-line-strong border-l-2 pl-2 wrap-anywhere">{quote(answer)}</blockquote>
          <BehindIt words={answer.awsMessage} />
        </Notice>
      );
    case 'not-permitted':
      return (
        <Notice tone="info" title={t('notPermitted', { action: answer.action })}>
          <p>{t('notPermittedText')}</p>
          {answer.encoded !== null && <EncodedMessage encoded={answer.encoded} />}
        </Notice>
      );
    case 'impossible':
      return (
        <Notice tone="info" title={t('impossible')}>
          <p>{t(`reasons.${answer.reason.code}`)}</p>
        </Notice>
      );
  }
};

/** An optional look by AWS at the same launch, for who asks for it; it never stands in the way of a start. The plan that is tried is the saved one. */
export const DryRun = () => {
  const t = useTranslations('restore.dryRun');
  const tReview = useTranslations('restore.review');
  const problems = useTranslations('problems');
  const { draft, place, saver } = useDraft();
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: async () => {
      // What is tried is what is stored: an older plan would be judged for this one.
      if ((await saver.flush()) === null) return null;
      return unwrap(dryRunAction({ place, draftId: draft.id }));
    },
  });
  const words = error === null ? null : problemWords(problems, problemOf(error));
  return (
    <details className="rounded-md border border-line print:hidden">
      <summary className="px-3 py-2 font-semibold">{t('title')}</summary>
      <div className="flex flex-col items-start gap-3 border-line border-t px-3 py-3">
        <p className="text-text-dim">{t('about')}</p>
        <Button size="small" busy={isPending} onClick={() => mutate()}>
          {t('run')}
        </Button>
        <div role="status" className="w-full">
          {isPending && <span className="sr-only">{t('running')}</span>}
          {data === null && !isPending && (
            <Notice tone="warn">
              <p>{tReview('notSaved')}</p>
            </Notice>
          )}
          {data != null && !isPending && <Answer answer={data} />}
          {words !== null && !isPending && (
            <Notice tone="warn" title={words.title}>
              <p>{words.text}</p>
            </Notice>
          )}
        </div>
      </div>
    </details>
  );
};
