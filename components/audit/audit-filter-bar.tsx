'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { FilterDays } from '@/components/lists/filter-days';
import { FilterSelect } from '@/components/lists/filter-select';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
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

/** The filters of the events. Each is in the address, so that what one sees can be sent to a colleague. */
export const AuditFilterBar = ({ search, chains, people, onChange, onId, end }: AuditFilterBarProps) => {
  const t = useTranslations('audit.list');
  const groups = useTranslations('audit.groups');
  const clear = useTranslations('common.actions')('clear');
  const who = useWho();
  const speech = useEventSpeech();
  const byName = withChosen(search.by, people).toSorted((a, b) => who.name(a).localeCompare(who.name(b)));
  return (
    <search aria-label={t('filters')} className="flex flex-col gap-1 pb-2">
      <div className="flex flex-wrap items-start gap-2">
        <SearchField
          label={t('id')}
          hideLabel
          placeholder={t('idHint')}
          className="w-80 max-w-full"
          maxLength={2_048}
          value={search.id}
          onChange={onId}
        />
        <FilterSelect
          label={t('group')}
          value={search.about}
          onChange={(about) => onChange({ about })}
          options={GROUP_CHOICES.map((value) => ({ value, text: value === 'any' ? t('everything') : groups(value) }))}
        />
        <FilterSelect
          label={t('person')}
          value={search.by}
          onChange={(by) => onChange({ by })}
          options={[{ value: '', text: t('anyone') }, ...byName.map((id) => ({ value: id, text: who.label(id) }))]}
        />
        <FilterSelect
          label={t('chain')}
          value={search.chain}
          onChange={(chain) => onChange({ chain })}
          options={[
            { value: '', text: t('everywhere') },
            ...withChosen(search.chain, chains).map((chain) => ({ value: chain, text: speech.chain(chain) })),
          ]}
        />
        <FilterDays search={search} words={{ from: t('from'), to: t('to'), badRange: t('badRange') }} onChange={onChange} />
        {isSearchingAudit(search) && (
          <Button tone="quiet" icon="close" onClick={() => onChange(WHOLE_AUDIT)}>
            {clear}
          </Button>
        )}
      </div>
      <div className="flex min-h-8 items-center">{end}</div>
    </search>
  );
};
