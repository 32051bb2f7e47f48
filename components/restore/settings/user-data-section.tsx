'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { Collapsible } from '@/components/ui/collapsible';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Skeleton } from '@/components/ui/skeleton';
import { useEditor } from '../editor-context';

const UserDataField = lazyComponent(() => import('./user-data-field').then((module) => module.UserDataField));

/** User data to supply. Few restores need any, so its field is collapsed while there is none. */
export const UserDataSection = () => {
  const t = useTranslations('restore.settings');
  const supplied = useEditor((state) => state.plan.settings.userData !== null);
  return (
    <Collapsible
      title={<span className="font-semibold">{t('userData')}</span>}
      summary={t(supplied ? 'userDataSupplied' : 'userDataNone')}
      at="/UserData"
      open={supplied}
    >
      {() => (
        <Suspense fallback={<Skeleton className="m-3 h-16" />}>
          <UserDataField />
        </Suspense>
      )}
    </Collapsible>
  );
};
