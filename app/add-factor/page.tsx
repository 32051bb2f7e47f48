import type { Metadata } from 'next';
import { AddFactor } from '@/components/factors/add-factor';
import { PageProblem } from '@/components/layout/page-problem';
import { PageHeader } from '@/components/ui/page-header';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { ownAccountOperation } from '@/lib/operations/own-account';
import { sessionOperation } from '@/lib/operations/sign-in';
import { ownPath } from '@/lib/own-path';

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('factors'))('needed.title') });

/** Where somebody whose role needs a second factor sets one up; nothing else answers them until then. */
const AddFactorPage = async ({ searchParams }: Props) => {
  const [t, { to: wanted }, own, session] = await Promise.all([
    getTranslator('factors'),
    searchParams,
    inPage(ownAccountOperation, {}),
    inPage(sessionOperation, {}),
  ]);
  if (!own.ok) return <PageProblem problem={own.error} />;
  if (!session.ok) return <PageProblem problem={session.error} />;
  const to = ownPath(typeof wanted === 'string' ? wanted : null);
  return (
    <PageMessages namespaces={['factors']}>
      <PageHeader title={t('needed.title')} about={`${own.value.name} · ${own.value.email}`} />
      <AddFactor own={own.value} needed={session.value.needsFactor} to={to} />
    </PageMessages>
  );
};

export default AddFactorPage;
