'use client';

import { useParams, usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { ErrorState } from '@/components/ui/error-state';
import { LinkButton } from '@/components/ui/link-button';
import { type Place, paths } from '@/lib/paths';
import { decoded, useAstray, useFrame } from './frame-context';
import { pageKind } from './same-page';

type Thing = 'vault' | 'point' | 'resource' | 'job' | 'draft';
type Way = 'toVaults' | 'toPoints' | 'toResources' | 'toJobs';

/** What a page of each kind shows one of, and the list that such things are in. */
const THINGS: Readonly<Record<string, readonly [Thing, Way, (place: Place) => string]>> = {
  vaults: ['vault', 'toVaults', paths.vaults],
  points: ['point', 'toPoints', paths.points],
  resources: ['resource', 'toResources', paths.resources],
  jobs: ['job', 'toJobs', paths.jobs],
  restore: ['draft', 'toPoints', paths.points],
};

/** A vault, point, resource, job or plan that does not exist in a region that does: what it is, and the way to those that are there. */
export const MissingInPlace = () => {
  const t = useTranslations('problems.missing');
  const pathname = usePathname();
  const params = useParams();
  const place = { account: decoded(params.account), region: decoded(params.region) };
  const id = decoded(pathname.split('/')[4]);
  const thing = THINGS[pageKind(pathname) ?? ''];
  if (thing === undefined || id === '') {
    return (
      <ErrorState
        page
        title={t('title')}
        text={t('page')}
        actions={
          <LinkButton anew href={paths.overview(place)}>
            {t('toOverview')}
          </LinkButton>
        }
      />
    );
  }
  const [noun, way, list] = thing;
  return (
    <ErrorState
      page
      title={t('title')}
      text={t(noun, { id, region: place.region })}
      actions={
        <>
          <LinkButton anew href={list(place)}>
            {t(way)}
          </LinkButton>
          <LinkButton anew href={paths.overview(place)}>
            {t('toOverview')}
          </LinkButton>
        </>
      }
    />
  );
};

const useMissing = (): { readonly text: string; readonly astray: boolean } => {
  const t = useTranslations('problems.missing');
  const { home } = useFrame();
  const params = useParams();
  const [, first = '', second = ''] = usePathname().split('/').map(decoded);
  if (first === 'history' && second !== '') return { text: t('restore', { id: second }), astray: false };
  // Only an address that matched a page of some place has these.
  if (params.account === undefined || !/^\d{12}$/.test(first)) return { text: t('page'), astray: params.account !== undefined };
  const foreign = home !== null && home.account !== first;
  return { text: foreign ? t('account', { id: first }) : t('region', { id: second }), astray: true };
};

/** An address without a page: an account or region that this console does not serve, a restore that is not in the history, or nothing that was ever there. */
export const MissingPage = () => {
  const t = useTranslations('problems.missing');
  const history = usePathname().startsWith('/history/');
  const { text, astray } = useMissing();
  useAstray(astray);
  return (
    <ErrorState
      page
      title={t('title')}
      text={text}
      actions={
        <>
          {history && (
            <LinkButton anew href={paths.history()}>
              {t('toHistory')}
            </LinkButton>
          )}
          <LinkButton anew href={paths.home()}>
            {t('toStart')}
          </LinkButton>
        </>
      }
    />
  );
};
