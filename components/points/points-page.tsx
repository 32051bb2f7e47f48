'use client';

import { useTranslations } from 'use-intl';
import { PageHeader } from '@/components/ui/page-header';
import type { Place } from '@/lib/paths';
import { PointsExplorer } from './points-explorer';

const EVERYTHING = {};

/** Every recovery point of a place, across vaults. */
export const PointsPage = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('points');
  return (
    <PointsExplorer place={place} scope={EVERYTHING}>
      <PageHeader title={t('title')} about={t('about')} />
    </PointsExplorer>
  );
};
