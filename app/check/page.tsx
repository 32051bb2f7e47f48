import type { Metadata } from 'next';
import { CheckFile } from '@/components/check-file/check-file';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('check-file'))('title') });

/** A restore file is checked here, with or without an account. */
const CheckPage = () => (
  <PageMessages namespaces={['check-file', 'checks', 'explain', 'jobs', 'restore']}>
    <CheckFile />
  </PageMessages>
);

export default CheckPage;
