import type { Metadata } from 'next';
import { MissingPage } from '@/components/layout/missing-page';
import { getTranslator } from '@/lib/i18n/server';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('problems'))('missing.title') });

/** An address without a page. */
const NotFound = () => <MissingPage />;

export default NotFound;
