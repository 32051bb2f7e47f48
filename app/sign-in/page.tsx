import type { Metadata } from 'next';
import { PageProblem } from '@/components/layout/page-problem';
import { OneClickList } from '@/components/sign-in/one-click-list';
import { ProviderButton } from '@/components/sign-in/provider-button';
import { SignInForm } from '@/components/sign-in/sign-in-form';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { signInWaysOperation } from '@/lib/operations/sign-in';
import { ownPath } from '@/lib/own-path';

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('sign-in'))('title') });

/** Signing in, and back to the page that one wanted. */
const SignInPage = async ({ searchParams }: Props) => {
  const [t, { to: wanted }, ways] = await Promise.all([getTranslator('sign-in'), searchParams, inPage(signInWaysOperation, {})]);
  if (!ways.ok) return <PageProblem problem={ways.error} />;
  const { signedIn, people, opensAs, provider } = ways.value;
  const to = ownPath(typeof wanted === 'string' ? wanted : null);
  return (
    <PageMessages namespaces={['sign-in']}>
      <PageHeader title={t('title')} />
      <div className="flex flex-col gap-6">
        {signedIn !== null && (
          <Notice
            tone="info"
            actions={
              <LinkButton anew href={to}>
                {t('goOn')}
              </LinkButton>
            }
          >
            <p>{t('signedIn', { name: signedIn })}</p>
          </Notice>
        )}
        {people.length > 0 && <OneClickList people={people} opensAs={signedIn === null ? opensAs : null} to={to} />}
        {provider !== null && <ProviderButton provider={provider} to={to} />}
        <SignInForm to={to} second={provider !== null} />
      </div>
    </PageMessages>
  );
};

export default SignInPage;
