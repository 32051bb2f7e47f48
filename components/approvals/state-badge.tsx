'use client';

import { useTranslations } from 'use-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import type { IconName } from '@/components/ui/icon';
import type { RequestState } from '@/lib/access/approval/request';

const LOOKS: Readonly<Record<RequestState, readonly [Tone, IconName]>> = {
  waiting: ['info', 'approval'],
  approved: ['ok', 'done'],
  refused: ['danger', 'close'],
  withdrawn: ['neutral', 'minus'],
  expired: ['neutral', 'history'],
  voided: ['warn', 'warning'],
  used: ['violet', 'job'],
};

/** What a request for approval is. */
export const ApprovalBadge = ({ state }: { readonly state: RequestState }) => {
  const t = useTranslations('approvals.state');
  const [tone, icon] = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(state)}
    </Badge>
  );
};
