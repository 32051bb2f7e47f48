'use client';

import { Suspense } from 'react';
import { useWhyNot } from '@/components/people/use-permission';
import { lazyComponent } from '@/components/ui/lazy-component';
import type { Place } from '@/lib/paths';

const Panel = lazyComponent(() => import('@/components/approvals/approvals-panel').then((module) => module.ApprovalsPanel));

/** Approvals, for those who give them and those who may go past them; nobody else loads anything of it. */
export const OverviewApprovals = ({ place }: { readonly place: Place }) => {
  const [approves, goesPast] = [useWhyNot('approve-restore'), useWhyNot('start-without-approval')];
  return approves !== null && goesPast !== null ? null : (
    <Suspense>
      <Panel place={place} />
    </Suspense>
  );
};
