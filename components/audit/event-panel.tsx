'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { iconButtonClass } from '@/components/ui/button-style';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyableId } from '@/components/ui/copyable-id';
import { Icon } from '@/components/ui/icon';
import { FactList } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { ExactTime } from '@/components/ui/relative-time';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { AuditEvent } from '@/lib/data/audit/views';
import { auditEventQuery } from '@/lib/queries/audit';
import { problemOf } from '@/lib/queries/problem-error';
import { useEventSpeech } from './use-event-speech';

/** The data one member a line, for reading; its hash is made over the canonical form, which the chain's export holds. */
const readable = (data: string): string => {
  try {
    return JSON.stringify(JSON.parse(data), null, 2);
  } catch {
    return data;
  }
};

const Body = ({ event, onOnly }: { readonly event: AuditEvent; readonly onOnly: (subject: string) => void }) => {
  const t = useTranslations('audit.details');
  const who = useWho();
  const speech = useEventSpeech();
  const { subject } = event;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-md wrap-anywhere">{speech.words(event)}</p>
      <FactList
        facts={[
          { name: t('at'), value: <ExactTime at={event.at} /> },
          { name: t('who'), value: who.label(event.actor) },
          { name: t('personId'), value: <CopyableId value={event.actor} /> },
          ...(subject === null
            ? []
            : [
                {
                  name: t('about'),
                  value: (
                    <span className="flex flex-wrap items-center gap-2">
                      <CopyableId value={subject} />
                      <Button tone="quiet" size="small" icon="filter" onClick={() => onOnly(subject)}>
                        {t('only')}
                      </Button>
                    </span>
                  ),
                },
              ]),
          { name: t('kind'), value: <code className="mono">{event.kind}</code> },
          { name: t('chain'), value: <CopyableId value={event.chain} /> },
          { name: t('seq'), value: <span className="mono">{event.seq}</span> },
          { name: t('hash'), value: <CopyableId value={event.hash} max={24} /> },
          { name: t('previous'), value: <CopyableId value={event.previousHash} max={24} /> },
        ]}
      />
      <section className="flex flex-col gap-1.5">
        <h3 className="text-text-dim">{t('data')}</h3>
        <CodeBlock text={readable(event.data)} label={t('data')} className="max-h-80" />
        <p className="text-xs text-text-dim">{t('dataHint')}</p>
      </section>
    </div>
  );
};

/** One event's details beside the list that it was chosen from. What the list knows shows at once. */
export const EventPanel = (props: {
  readonly chain: string;
  readonly seq: number;
  /** The chosen row, where it is loaded. */
  readonly row: AuditEvent | null;
  readonly onOnly: (subject: string) => void;
  readonly onClose: () => void;
}) => {
  const { chain, seq, row, onClose } = props;
  const t = useTranslations('audit.details');
  const common = useTranslations('common');
  const { data, error, refetch } = useQuery({ ...auditEventQuery(chain, seq), enabled: row === null });
  const event = row ?? data ?? null;
  return (
    <section
      aria-label={t('title', { seq: String(seq) })}
      onKeyDown={(pressed) => {
        if (pressed.key !== 'Escape' || pressed.defaultPrevented) return;
        pressed.preventDefault();
        onClose();
      }}
      className="flex min-h-0 flex-col overflow-hidden rounded-md border border-line bg-surface-1"
    >
      <header className="flex min-h-11 items-center justify-between gap-2 border-b border-line px-4 py-1.5">
        <h2 className="truncate text-md">{t('title', { seq: String(seq) })}</h2>
        <button type="button" className={iconButtonClass()} aria-label={common('actions.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="min-h-0 overflow-y-auto px-4 py-3">
        {event !== null ? (
          <Body event={event} onOnly={props.onOnly} />
        ) : error !== null ? (
          <ProblemState problem={problemOf(error)} actions={<Button onClick={() => void refetch()}>{common('actions.retry')}</Button>} />
        ) : (
          <SkeletonRows rows={8} label={common('states.loading')} />
        )}
      </div>
    </section>
  );
};
