'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { DayField } from '@/components/ui/day-field';
import { Select } from '@/components/ui/field';
import { SearchField } from '@/components/ui/search-field';
import { type AUDIT_SEARCH, type AuditSearch, GROUP_CHOICES, isSearchingAudit, WHOLE_AUDIT } from '@/lib/queries/audit-search';
import type { UrlChange } from '@/lib/url-codecs';
import { useEventSpeech } from './use-event-speech';

interface AuditFilterBarProps {
  readonly search: AuditSearch;
  /** The chains that one may see, by name. */
  readonly chains: readonly string[];
  readonly people: readonly string[];
  readonly onChange: (change: UrlChange<typeof AUDIT_SEARCH>) => void;
  readonly onId: (id: string) => void;
  readonly end: ReactNode;
}

/** What the address names stays choosable, or the field would show something else. */
const withChosen = (chosen: string, all: readonly string[]): readonly string[] =>
  chosen === '' || all.includes(chosen) ? all : [chosen, ...all];

const Days = ({ search, onChange }: Pick<AuditFilterBarProps, 'search' | 'onChange'>) => {
  const t = useTranslations('audit.list');
  const reversed = search.from !== '' && search.to !== '' && search.from > search.to;
  return (
    <span className="flex items-end gap-2">
      <DayField
        label={t('from')}
        className="w-38"
        value={search.from}
        error={reversed ? t('badRange') : null}
        onChange={(from) => onChange({ from })}
      />
      <DayField label={t('to')} className="w-38" value={search.to} onChange={(to) => onChange({ to })} />
    </span>
  );
};

/** The filters of the events. Each is in the address, so that what one sees can be sent to a colleague. */
export const AuditFilterBar = ({ search, chains, people, onChange, onId, end }: AuditFilterBarProps) => {
  const t = useTranslations('audit.list');
  const groups = useTranslations('audit.groups');
  const clear = useTranslations('common.actions')('clear');
  const who = useWho();
  const speech = useEventSpeech();
  const byName = withChosen(search.by, people).toSorted((a, b) => who.name(a).localeCompare(who.name(b)));
  return (
    <search aria-label={t('filters')} className="flex flex-wrap items-end gap-2 pb-3">
      <Select
        label={t('group')}
        className="w-40"
        value={search.about}
        onChange={(event) => onChange({ about: GROUP_CHOICES.find((each) => each === event.target.value) ?? 'any' })}
        options={GROUP_CHOICES.map((value) => ({ value, text: value === 'any' ? t('everything') : groups(value) }))}
      />
      <Select
        label={t('person')}
        className="w-32"
        value={search.by}
        onChange={(event) => onChange({ by: event.target.value })}
        options={[{ value: '', text: t('anyone') }, ...byName.map((id) => ({ value: id, text: who.label(id) }))]}
      />
      <Select
        label={t('chain')}
        className="w-40"
        value={search.chain}
        onChange={(event) => onChange({ chain: event.target.value })}
        options={[
          { value: '', text: t('everywhere') },
          ...withChosen(search.chain, chains).map((chain) => ({ value: chain, text: speech.chain(chain) })),
        ]}
      />
      <SearchField
        label={t('id')}
        placeholder={t('idHint')}
        className="w-44 max-w-full"
        maxLength={2_048}
        value={search.id}
        onChange={onId}
      />
      <Days search={search} onChange={onChange} />
      <span className="ml-auto flex min-h-8 flex-wrap items-center gap-3">
        {isSearchingAudit(search) && (
          <Button tone="quiet" size="small" icon="close" onClick={() => onChange(WHOLE_AUDIT)}>
            {clear}
          </Button>
        )}
        {end}
      </span>
    </search>
  );
};
