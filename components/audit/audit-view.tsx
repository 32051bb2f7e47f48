'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { EmptyState } from '@/components/ui/empty-state';
import { Icon } from '@/components/ui/icon';
import { MoreRows } from '@/components/ui/more-rows';
import { PageHeader } from '@/components/ui/page-header';
import { useUrlState } from '@/components/ui/use-url-state';
import type { AuditEvent } from '@/lib/data/audit/views';
import { auditQuery } from '@/lib/queries/audit';
import { AUDIT_SEARCH, auditFilterOf, isSearchingAudit, openEvent, WHOLE_AUDIT } from '@/lib/queries/audit-search';
import { AuditFilterBar } from './audit-filter-bar';
import { AuditTable } from './audit-table';
import { ChainsPanel } from './chains-panel';
import { EventPanel } from './event-panel';

const Nothing = ({ searching, onClear }: { readonly searching: boolean; readonly onClear: () => void }) => {
  const t = useTranslations('audit.list');
  const clear = useTranslations('common.actions')('clear');
  return (
    <div className="rounded-md border border-line bg-surface-1">
      {searching ? (
        <EmptyState icon="filter" title={t('noMatchTitle')} actions={<Button onClick={onClear}>{clear}</Button>}>
          {t('noMatchText')}
        </EmptyState>
      ) : (
        <EmptyState icon="audit" title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      )}
    </div>
  );
};

const Count = (props: { readonly failed: boolean; readonly count: number; readonly more: boolean }) => {
  const t = useTranslations('audit.list');
  const { failed, count, more } = props;
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-text-dim">
      {failed && (
        <span className="inline-flex items-center gap-1.5 text-warn">
          <Icon name="warning" />
          {t('failed')}
        </span>
      )}
      {t(more ? 'shownMore' : 'shown', { count })}
    </span>
  );
};

/** What the address says, and the events that it asks for. */
const useAudit = () => {
  const [search, change] = useUrlState(AUDIT_SEARCH);
  const filter = auditFilterOf(search, useTimeZone() ?? 'UTC');
  const query = useInfiniteQuery(auditQuery(filter));
  const { data, fetchNextPage } = query;
  const more = useCallback(() => {
    fetchNextPage().catch(() => undefined);
  }, [fetchNextPage]);
  const events = useMemo(() => data?.pages.flatMap((page) => page.events) ?? [], [data]);
  return { search, change, query, more, events, first: data?.pages[0] };
};

/** Every event on record that one may see, its details, and what proves them. */
export const AuditView = () => {
  const t = useTranslations('audit');
  const root = useRef<HTMLDivElement>(null);
  const { search, change, query, more, events, first } = useAudit();
  const open = openEvent(search);
  const isOpen = (event: AuditEvent): boolean => open?.chain === event.chain && open.seq === event.seq;
  const changeId = useCallback((id: string) => change({ id }), [change]);
  const close = () => {
    const row = open === null ? null : root.current?.querySelector<HTMLElement>(`[data-event="${open.chain}/${open.seq}"]`);
    change({ event: null });
    row?.focus();
  };
  return (
    <div ref={root}>
      <PageHeader
        title={t('title')}
        about={t('about')}
        actions={
          <Button icon="audit" aria-expanded={search.chains} onClick={() => change({ chains: !search.chains })}>
            {t('chains.title')}
          </Button>
        }
      />
      {search.chains && <ChainsPanel chains={first?.chains ?? []} signing={first?.signing ?? null} />}
      <AuditFilterBar
        search={search}
        chains={first?.chains.map(({ chain }) => chain) ?? []}
        people={first?.people ?? []}
        onChange={change}
        onId={changeId}
        end={<Count failed={query.isError} count={events.length} more={query.hasNextPage} />}
      />
      <div className={cx('grid items-start gap-4', open !== null && 'xl:grid-cols-[minmax(0,1fr)_27rem]')}>
        <div className="min-w-0">
          {events.length === 0 ? (
            <Nothing searching={isSearchingAudit(search)} onClear={() => change(WHOLE_AUDIT)} />
          ) : (
            <AuditTable
              events={events}
              beside={open !== null}
              isOpen={isOpen}
              onOpen={(event) => change({ event: `${event.chain}/${event.seq}` })}
            />
          )}
          {query.hasNextPage && (
            <MoreRows
              text={t('list.shownMore', { count: events.length })}
              button={t('list.showMore')}
              busy={query.isFetchingNextPage}
              onMore={more}
            />
          )}
        </div>
        {open !== null && (
          <EventPanel
            chain={open.chain}
            seq={open.seq}
            row={events.find(isOpen) ?? null}
            onOnly={(id) => change({ ...WHOLE_AUDIT, id })}
            onClose={close}
          />
        )}
      </div>
    </div>
  );
};
