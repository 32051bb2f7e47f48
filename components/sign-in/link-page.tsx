'use client';

import { useTranslations } from 'use-intl';
import { PageHeader } from '@/components/ui/page-header';
import { ProblemState } from '@/components/ui/problem-state';
import { LinkForm } from './link-form';
import { useOneTimeLink } from './one-time-link';

/** Codes of a link that never worked, or works no more. */
const SPENT = ['link-spent', 'bad-input'];

/** The page behind a one-time link. */
export const LinkPage = () => {
  const t = useTranslations('sign-in.link');
  const link = useOneTimeLink();
  if (link.state === 'usable') return <LinkForm key={link.token} token={link.token} about={link.about} />;
  if (link.state === 'reading')
    return (
      <p role="status" className="text-text-dim">
        {t('reading')}
      </p>
    );
  if (link.state === 'failed' && !SPENT.includes(link.problem.code)) return <ProblemState page problem={link.problem} />;
  const which = link.state === 'none' ? 'none' : 'spent';
  return (
    <>
      <PageHeader title={t(`${which}.title`)} />
      <p>{t(`${which}.text`)}</p>
    </>
  );
};
