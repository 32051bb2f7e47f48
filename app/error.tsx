'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import type { BoundaryProps } from '@/components/layout/broken-page';
import { Button } from '@/components/ui/button';
import { lazyComponent } from '@/components/ui/lazy-component';

/** Fetched where a page failed: every page of the console carries this file. */
const BrokenPage = lazyComponent(() => import('@/components/layout/broken-page').then((file) => file.BrokenPage));

/** Until it is there, also where it cannot be fetched: that the page failed, and the way to begin afresh. */
const Meanwhile = () => {
  const t = useTranslations();
  return (
    <div role="alert" className="mx-auto flex max-w-2xl flex-col items-start gap-2 px-4 py-10">
      <h1 className="text-lg">{t('problems.boundary.title')}</h1>
      <Button onClick={() => window.location.reload()}>{t('common.actions.retry')}</Button>
    </div>
  );
};

/** A page that failed; the frame around it stays. */
const PageError = (props: BoundaryProps) => (
  <Suspense fallback={<Meanwhile />}>
    <BrokenPage {...props} />
  </Suspense>
);

export default PageError;
