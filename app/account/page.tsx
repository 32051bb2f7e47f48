import type { Metadata } from 'next';
import { PageProblem } from '@/components/layout/page-problem';
import { OwnPassword } from '@/components/sign-in/own-password';
import { OwnProvider } from '@/components/sign-in/own-provider';
import { PageHeader } from '@/components/ui/page-header';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { ownAccountOperation } from '@/lib/operations/own-account';
import { ownProviderOperation } from '@/lib/operations/own-provider';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('sign-in'))('account.title') });

/** What a person looks after of their own sign-in. */
const AccountPage = async () => {
  const [t, own, provider] = await Promise.all([
    getTranslator('sign-in'),
    inPage(ownAccountOperation, {}),
    inPage(ownProviderOperation, {}),
  ]);
  if (!own.ok) return <PageProblem problem={own.error} />;
  const { name, email, hasPassword } = own.value;
  return (
    <PageMessages namespaces={['sign-in']}>
      <PageHeader title={t('account.title')} about={`${name} · ${email}`} />
      <div className="flex flex-col gap-4">
        <OwnPassword email={email} hasPassword={hasPassword} />
        {provider.ok && <OwnProvider {...provider.value} />}
      </div>
    </PageMessages>
  );
};

export default AccountPage;
