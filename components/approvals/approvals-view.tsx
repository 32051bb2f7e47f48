'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { FilterSelect } from '@/components/lists/filter-select';
import { useWhyNot } from '@/components/people/use-permission';
import { useWho } from '@/components/people/use-who';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { ProblemState } from '@/components/ui/problem-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { useUrlState } from '@/components/ui/use-url-state';
import { isOpen, REQUEST_STATES, type RequestState } from '@/lib/access/approval/request';
import type { ApprovalHeadView } from '@/lib/data/approval/views';
import { type Place, paths } from '@/lib/paths';
import { approvalsQuery } from '@/lib/queries/approvals';
import { problemOf } from '@/lib/queries/problem-error';
import { urlOneOf } from '@/lib/url-codecs';
import { ApprovalBadge } from './state-badge';

const FILTERS = ['all', 'open', 'ended', ...REQUEST_STATES] as const;
type Filter = (typeof FILTERS)[number];

const statesOf = (filter: Filter): readonly RequestState[] => {
  if (filter === 'all') return [];
  if (filter === 'open') return REQUEST_STATES.filter(isOpen);
  return filter === 'ended' ? REQUEST_STATES.filter((state) => !isOpen(state)) : [filter];
};

const Row = ({ place, approval }: { readonly place: Place; readonly approval: ApprovalHeadView }) => {
  const t = useTranslations('approvals');
  const who = useWho();
  const mayApprove = useWhyNot('approve-restore') === null;
  const [first, second, ...more] = approval.addresses;
  return (
    <Tr>
      <Td>
        <span className="flex flex-wrap gap-1">
          <ApprovalBadge state={approval.state} />
          {mayApprove && approval.state === 'waiting' && approval.mayNotAnswer === null && <Badge tone="accent">{t('list.forYou')}</Badge>}
        </span>
      </Td>
      <Td>
        <TextLink href={paths.approval(place, approval.id)} className="font-semibold">
          {approval.resourceName ?? approval.resourceId ?? approval.recoveryPointArn}
        </TextLink>
      </Td>
      <Td className="hidden md:table-cell">
        {first === undefined ? (
          <span className="text-text-dim">–</span>
        ) : (
          <span className="mono whitespace-nowrap" title={approval.addresses.join('\n')}>
            {first}
            {second !== undefined && <span className="block">{second}</span>}
            {more.length > 0 && <span className="text-text-dim">{t('list.moreAddresses', { count: more.length })}</span>}
          </span>
        )}
      </Td>
      <Td>{who.label(approval.requester)}</Td>
      <Td>{t('count', { given: approval.given, needed: approval.needed })}</Td>
      <Td className="hidden whitespace-nowrap lg:table-cell">
        <RelativeTime at={approval.submittedAt} />
      </Td>
      <Td className="hidden whitespace-nowrap lg:table-cell">
        <RelativeTime at={approval.ended?.at ?? approval.expiresAt} />
      </Td>
    </Tr>
  );
};

const Rows = ({ place, approvals }: { readonly place: Place; readonly approvals: readonly ApprovalHeadView[] }) => {
  const t = useTranslations('approvals.list');
  return (
    <Table label={t('label')}>
      <THead>
        <Th>{t('state')}</Th>
        <Th>{t('what')}</Th>
        <Th className="hidden md:table-cell">{t('addresses')}</Th>
        <Th>{t('by')}</Th>
        <Th>{t('approvals')}</Th>
        <Th className="hidden lg:table-cell">{t('submitted')}</Th>
        <Th className="hidden lg:table-cell">{t('expires')}</Th>
      </THead>
      <tbody>
        {approvals.map((approval) => (
          <Row key={approval.id} place={place} approval={approval} />
        ))}
      </tbody>
    </Table>
  );
};

/** The filter of the list, in the address. */
const SCHEMA = { state: urlOneOf<Filter, 'all'>(FILTERS, 'all') };

/** The requests for approval of a place, those that are open first. */
export const ApprovalsView = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('approvals');
  const [{ state: filter }, change] = useUrlState(SCHEMA);
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(approvalsQuery(place, statesOf(filter)));
  const approvals = data?.pages.flatMap((page) => page.approvals) ?? [];
  const named: Readonly<Record<'all' | 'open' | 'ended', string>> = { all: t('list.all'), open: t('list.open'), ended: t('list.ended') };
  const text = (each: Filter): string => (each === 'all' || each === 'open' || each === 'ended' ? named[each] : t(`state.${each}`));
  return (
    <>
      <PageHeader title={t('title')} about={<span>{t('list.about')}</span>} />
      <div className="flex flex-col gap-3">
        <span className="flex">
          <FilterSelect
            label={t('list.filter')}
            value={filter}
            options={FILTERS.map((each) => ({ value: each, text: text(each) }))}
            onChange={(state) => change({ state })}
          />
        </span>
        {data === undefined &&
          (error === null ? <SkeletonRows rows={4} label={t('loading')} /> : <ProblemState problem={problemOf(error)} />)}
        {data !== undefined && approvals.length === 0 && (
          <div className="rounded-md border border-line bg-surface-1">
            <EmptyState icon="approval" title={t('list.emptyTitle')}>
              {t('list.empty')}
            </EmptyState>
          </div>
        )}
        {approvals.length > 0 && <Rows place={place} approvals={approvals} />}
        {hasNextPage && (
          <span>
            <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('list.more')}
            </Button>
          </span>
        )}
      </div>
    </>
  );
};
