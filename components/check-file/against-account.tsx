'use client';

import { useTranslations } from 'use-intl';
import { Checkbox } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Place } from '@/lib/paths';
import type { FileFacts } from './use-file-facts';

const Asked = ({ facts }: { readonly facts: FileFacts }) => {
  const t = useTranslations('check-file.verdict');
  if (facts.asking) return <span className="text-text-dim">{t('asking')}</span>;
  if (facts.asOf === null) return null;
  const at = facts.asOf;
  return <span className="text-text-dim">{t.rich('asked', { time: () => <RelativeTime at={at} /> })}</span>;
};

/** Whether what only AWS can tell is asked for; off, the file never leaves the browser. */
export const AgainstAccount = (props: {
  readonly place: Place | null;
  readonly wanted: boolean;
  readonly onWanted: (wanted: boolean) => void;
  readonly facts: FileFacts;
  /** Calls that the console may not make, of those that the file would need. */
  readonly denied: readonly string[];
}) => {
  const { place, facts, wanted, denied } = props;
  const t = useTranslations('check-file.verdict');
  const problems = useTranslations('problems');
  if (place === null) return <Notice tone="info">{t('disconnected')}</Notice>;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-10 flex-wrap items-start justify-between gap-x-4">
        <Checkbox
          label={t('against', { account: place.account, region: place.region })}
          hint={t('againstHint')}
          checked={wanted}
          onChange={(event) => props.onWanted(event.target.checked)}
        />
        <span role="status">
          <Asked facts={facts} />
        </span>
      </div>
      {facts.problem !== null && (
        <Notice tone="warn" live>
          {t('failed', { why: problemWords(problems, facts.problem).text })}
        </Notice>
      )}
      {denied.length > 0 && <Notice tone="warn">{t('denied', { list: denied.join(', ') })}</Notice>}
      {facts.pointAbsent && (
        <Notice tone="info" live>
          {t('pointUnknown')}
        </Notice>
      )}
    </div>
  );
};
