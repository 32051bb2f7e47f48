import type { Metadata } from 'next';
import { PageProblem } from '@/components/layout/page-problem';
import { SecondStepForm } from '@/components/sign-in/second-step-form';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { secondStepOperation } from '@/lib/operations/second-step';
import { ownPath } from '@/lib/own-path';
import { paths } from '@/lib/paths';

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('factors'))('secondStep.title') });

/** The second step of signing in. */
const SecondStepPage = async ({ searchParams }: Props) => {
  const [t, { to: wanted }, ways] = await Promise.all([getTranslator('factors'), searchParams, inPage(secondStepOperation, {})]);
  if (!ways.ok) return <PageProblem problem={ways.error} />;
  const to = ownPath(typeof wanted === 'string' ? wanted : null);
  return (
    <PageMessages namespaces={['factors']}>
      <PageHeader title={t('secondStep.title')} {...(ways.value === null ? {} : { about: t('secondStep.about') })} />
      {ways.value === null ? (
        <Notice
          tone="info"
          title={t('secondStep.stale')}
          actions={
            <LinkButton anew href={paths.signIn(to)}>
              {t('secondStep.again')}
            </LinkButton>
          }
        >
          <p>{t('problems.sign-in-stale')}</p>
        </Notice>
      ) : (
        <SecondStepForm ways={ways.value} to={to} />
      )}
    </PageMessages>
  );
};

export default SecondStepPage;
