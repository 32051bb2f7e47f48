'use client';

import { useTranslations } from 'use-intl';
import { TextField } from '@/components/ui/field';

/** Why somebody starts a restore, as they write it. */
export interface Why {
  readonly reason: string;
  readonly ticket: string;
}

/** A reason and a ticket, kept with the restore; a setting may require either. */
export const ReviewWhy = (props: {
  readonly why: Why;
  readonly required: { readonly reason: boolean; readonly ticket: boolean };
  readonly onChange: (why: Why) => void;
}) => {
  const t = useTranslations('restore.review');
  const { why, required, onChange } = props;
  const label = (what: 'reason' | 'ticket'): string => (required[what] ? t(what) : t('optional', { name: t(what) }));
  return (
    <section aria-label={t('why')} className="@container">
      <div className="grid gap-3 @md:grid-cols-[2fr_1fr]">
        <TextField
          label={label('reason')}
          hint={t('reasonHint')}
          maxLength={2_000}
          required={required.reason}
          value={why.reason}
          onChange={(event) => onChange({ ...why, reason: event.target.value })}
        />
        <TextField
          label={label('ticket')}
          hint={t('ticketHint')}
          maxLength={200}
          required={required.ticket}
          value={why.ticket}
          onChange={(event) => onChange({ ...why, ticket: event.target.value })}
        />
      </div>
    </section>
  );
};
