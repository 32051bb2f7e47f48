import type { Metadata } from 'next';
import { PageProblem } from '@/components/layout/page-problem';
import { OidcReturn } from '@/components/sign-in/oidc-return';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { signInWaysOperation } from '@/lib/operations/sign-in';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('sign-in'))('title') });

/** Where the identity provider leads back to. */
const OidcReturnPage = async () => {
  const [t, ways] = await Promise.all([getTranslator('sign-in'), inPage(signInWaysOperation, {})]);
  if (!ways.ok) return <PageProblem problem={ways.error} />;
  return (
    <PageMessages namespaces={['sign-in']}>
      <OidcReturn provider={ways.value.provider ?? t('oidc.provider')} />
    </PageMessages>
  );
};

export default OidcReturnPage;
