import { PageHeader } from '@/components/ui/page-header';
import { getTranslator } from '@/lib/i18n/server';

/** Instead of every page while nobody looks after the console. */
export const NotSetUp = async () => {
  const t = await getTranslator('sign-in');
  return (
    <>
      <PageHeader title={t('notSetUp.title')} />
      <p className="pb-2">{t('notSetUp.text')}</p>
      <p className="text-text-dim">{t('notSetUp.again')}</p>
    </>
  );
};
