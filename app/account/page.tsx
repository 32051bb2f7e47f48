import type { Metadata } from 'next';
import { OwnFactors } from '@/components/factors/own-factors';
import { OwnSessions } from '@/components/factors/own-sessions';
import { OwnWays } from '@/components/factors/own-ways';
import { PageProblem } from '@/components/layout/page-problem';
import { OwnPassword } from '@/components/sign-in/own-password';
import { OwnProvider } from '@/components/sign-in/own-provider';
import { PageHeader } from '@/components/ui/page-header';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { ownAccountOperation, ownSessionsOperation } from '@/lib/operations/own-account';
import { ownProviderOperation } from '@/lib/operations/own-provider';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('sign-in'))('account.title') });

/** What a person looks after of their own sign-in. */
const AccountPage = async () => {
  const [t, own, sessions, provider] = await Promise.all([
    getTranslator('sign-in'),
    inPage(ownAccountOperation, {}),
    inPage(ownSessionsOperation, {}),
    inPage(ownProviderOperation, {}),
  ]);
  if (!own.ok) return <PageProblem problem={own.error} />;
  if (!sessions.ok) return <PageProblem problem={sessions.error} />;
  const { name, email, hasPassword } = own.value;
  return (
    <PageMessages namespaces={['sign-in', 'factors', 'people']}>
      <PageHeader title={t('account.title')} about={`${name} · ${email}`} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <OwnFactors own={own.value} />
        <div className="flex flex-col gap-4">
          <OwnWays own={own.value} />
          <OwnPassword email={email} hasPassword={hasPassword} />
          {provider.ok && <OwnProvider {...provider.value} />}
          <OwnSessions sessions={sessions.value} />
        </div>
      </div>
    </PageMessages>
  );
};

export default AccountPage;
