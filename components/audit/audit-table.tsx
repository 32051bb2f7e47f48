'use client';

import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { cx } from '@/components/ui/class-names';
import { GapRow } from '@/components/ui/gap-row';
import { RelativeTime } from '@/components/ui/relative-time';
import { shortenMiddle } from '@/components/ui/shorten';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { useTableRows } from '@/components/ui/use-table-rows';
import type { AuditEvent } from '@/lib/data/audit/views';
import { useEventSpeech } from './use-event-speech';

const COLUMNS = 5;
const LONG_ID = /\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{1,6}-[0-9a-f]{17})\b/gi;
const ID_MAX = 13;

/** A sentence with its ids shortened in their middle, or a row would end before it says what became of them. */
const shortIds = (text: string): string => text.replace(LONG_ID, (id) => shortenMiddle(id, ID_MAX));

/** Which columns show: beside an open event the sentence needs their room, and the event itself tells what they would. */
const wide = (beside: boolean): string => (beside ? 'hidden' : 'hidden lg:table-cell');

const Head = ({ beside }: { readonly beside: boolean }) => {
  const t = useTranslations('audit.list.columns');
  const column = beside ? 'hidden' : 'hidden lg:table-column';
  return (
    <>
      <colgroup>
        <col className="w-32 lg:w-42" />
        <col className={beside ? 'w-28' : 'w-32 lg:w-40'} />
        <col />
        <col className={cx('w-36', column)} />
        <col className={cx('w-16', column)} />
      </colgroup>
      <THead>
        <Th>{t('at')}</Th>
        <Th>{t('who')}</Th>
        <Th>{t('what')}</Th>
        <Th className={wide(beside)}>{t('chain')}</Th>
        <Th numeric className={wide(beside)}>
          {t('seq')}
        </Th>
      </THead>
    </>
  );
};

interface AuditRowProps {
  readonly event: AuditEvent;
  readonly index: number;
  readonly open: boolean;
  readonly beside: boolean;
  readonly onOpen: (event: AuditEvent) => void;
}

/** The sentence is the button that opens the details; a click anywhere in the row does the same. */
const AuditRow = ({ event, index, open, beside, onOpen }: AuditRowProps) => {
  const t = useTranslations('audit.list');
  const who = useWho();
  const speech = useEventSpeech();
  const text = speech.words(event);
  const chain = speech.chain(event.chain);
  return (
    <Tr
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={open}
      className={cx('cursor-pointer whitespace-nowrap', open && 'bg-accent-soft')}
      onClick={() => onOpen(event)}
    >
      <Td>
        <RelativeTime at={event.at} />
      </Td>
      <Td>
        <span className="block truncate" title={who.label(event.actor)}>
          {who.label(event.actor)}
        </span>
      </Td>
      <Td>
        <button
          type="button"
          data-event={`${event.chain}/${event.seq}`}
          aria-label={t('open', { seq: String(event.seq), chain, text })}
          aria-expanded={open}
          className="block max-w-full truncate text-left"
          title={text}
        >
          {shortIds(text)}
        </button>
      </Td>
      <Td className={wide(beside)}>
        <span className="block truncate">{speech.account(event.chain)}</span>
      </Td>
      <Td numeric className={wide(beside)}>
        {event.seq}
      </Td>
    </Tr>
  );
};

/** The events as a table of 36-pixel rows, of which a long one draws only those in sight. */
export const AuditTable = (props: {
  readonly events: readonly AuditEvent[];
  /** An event is open beside it. */
  readonly beside: boolean;
  readonly isOpen: (event: AuditEvent) => boolean;
  readonly onOpen: (event: AuditEvent) => void;
}) => {
  const { events, beside, isOpen, onOpen } = props;
  const t = useTranslations('audit.list');
  const { ref, onFocus, runs } = useTableRows(events.length);
  return (
    <Table label={t('label')} className="table-fixed" rowCount={events.length + 1}>
      <Head beside={beside} />
      <tbody ref={ref} onFocus={onFocus}>
        {runs.map((run) =>
          run.kind === 'gap' ? (
            <GapRow key={`gap ${run.rows}`} rows={run.rows} columns={COLUMNS} />
          ) : (
            events
              .slice(run.from, run.to)
              .map((event, at) => (
                <AuditRow
                  key={`${event.chain} ${event.seq}`}
                  event={event}
                  index={run.from + at}
                  open={isOpen(event)}
                  beside={beside}
                  onOpen={onOpen}
                />
              ))
          ),
        )}
      </tbody>
    </Table>
  );
};
