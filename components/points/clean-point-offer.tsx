'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { ShortTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import { type Place, paths } from '@/lib/paths';
import { cleanPointQuery } from '@/lib/queries/resources';
import { RestoreButton } from './restore-button';

/** Beside the warning that a point is not clean: the newest one of the same resource that a scan found clean, and the way to restore it; or that there is none. */
export const CleanPointOffer = (props: {
  readonly place: Place;
  readonly resourceArn: string;
  /** It is what the page is for now. */
  readonly primary?: boolean;
}) => {
  const { place, resourceArn, primary = false } = props;
  const t = useTranslations('points.clean');
  const { data } = useQuery(cleanPointQuery(place, resourceArn));
  if (data === undefined) return null;
  if (data === null) return <p className="text-text-dim">{t('none')}</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <RestoreButton place={place} point={data} text={t('restore')} tone={primary ? 'primary' : 'secondary'} size="small" />
      <TextLink href={paths.point(place, data.arn, data.vault)}>{t.rich('of', { when: () => <ShortTime at={data.createdAt} /> })}</TextLink>
    </div>
  );
};
