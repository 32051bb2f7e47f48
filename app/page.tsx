import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ConnectPage } from '@/components/layout/connect/connect-page';
import { PageProblem } from '@/components/layout/page-problem';
import { getTranslator } from '@/lib/i18n/server';
import { firstPlaceOperation } from '@/lib/operations/console';
import { inPage } from '@/lib/operations/in-page';
import { paths } from '@/lib/paths';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('settings'))('connect.title') });

/** The first page leads to the account and region of the credentials; where there are none, it says what is missing. */
const HomePage = async () => {
  const found = await inPage(firstPlaceOperation, {});
  if (!found.ok) return <PageProblem problem={found.error} />;
  const place = found.value;
  if (place.ok) redirect(paths.overview(place.value));
  return <ConnectPage problem={place.error} />;
};

export default HomePage;
