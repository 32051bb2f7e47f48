import type { Metadata } from 'next';
import { MissingInstead } from '@/components/layout/instead';
import { getTranslator } from '@/lib/i18n/server';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('problems'))('missing.title') });

/** An address without a page. */
const NotFound = () => <MissingInstead />;

export default NotFound;
