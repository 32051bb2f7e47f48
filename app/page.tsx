import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ConnectPage } from '@/components/layout/connect/connect-page';
import { currentPlace } from '@/lib/data/identity';
import { getTranslator } from '@/lib/i18n/server';
import { paths } from '@/lib/paths';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('settings'))('connect.title') });

/** The first page leads to the account and region of the credentials; where there are none, it says what is missing. */
const HomePage = async () => {
  const place = await currentPlace();
  if (place.ok) redirect(paths.overview(place.value));
  return <ConnectPage problem={place.error} />;
};

export default HomePage;
