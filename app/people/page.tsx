import type { Metadata } from 'next';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PeoplePage } from '@/components/people/people-page';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listPeopleOperation } from '@/lib/operations/people';
import { peopleQuery } from '@/lib/queries/people';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('people'))('title') });

/** Who may do what here, and where each is signed in. */
const Page = async () => {
  const list = await inPage(listPeopleOperation, {});
  if (!list.ok) return <PageProblem problem={list.error} />;
  return (
    <PageMessages namespaces={['people']}>
      <Prefetched entries={[{ queryKey: peopleQuery().queryKey, data: list.value }]}>
        <PeoplePage />
      </Prefetched>
    </PageMessages>
  );
};

export default Page;
