import type { Metadata } from 'next';
import { MissingInPlace } from '@/components/layout/missing-page';
import { getTranslator } from '@/lib/i18n/server';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('problems'))('missing.title') });

/** Something that a region of this account does not have. */
const NotFound = () => <MissingInPlace />;

export default NotFound;
