import type { Metadata } from 'next';
import { LinkPage } from '@/components/sign-in/link-page';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('sign-in'))('link.newPassword') });

/** Where a one-time link leads: it makes the first administrator, or lets a person choose a password. */
const OneTimeLinkPage = () => (
  <PageMessages namespaces={['sign-in']}>
    <LinkPage />
  </PageMessages>
);

export default OneTimeLinkPage;
