'use client';

import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { wordedPart } from '@/components/layout/worded-part';
import { waitsQuery } from '@/lib/queries/waits';

const WaitsList = wordedPart(['waits', 'problems'], () => import('@/components/waits/waits-list').then((module) => module.WaitsList));

/** What waits to start is no restore yet, and stands before them. */
export const WaitsInHistory = () => {
  const { data = [] } = useQuery(waitsQuery());
  return data.length === 0 ? null : (
    <Suspense>
      <WaitsList waits={data} />
    </Suspense>
  );
};
