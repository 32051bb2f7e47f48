import type { Metadata } from 'next';
import { MissingInPlaceInstead } from '@/components/layout/instead';
import { getTranslator } from '@/lib/i18n/server';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('problems'))('missing.title') });

/** Something that a region of this account does not have. */
const NotFound = () => <MissingInPlaceInstead />;

export default NotFound;
