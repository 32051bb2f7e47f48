'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Select } from '@/components/ui/field';
import type { LayoutStretch } from '@/lib/data/finding/history-views';
import { layoutChanges } from '@/lib/finding/layout-runs';
import { useChangeWords } from './change-words';

/** Two times side by side: what is different between them. Every point lies in one of the stretches, and those of one do not differ. */
export const CompareStretches = (props: {
  readonly stretches: readonly LayoutStretch[];
  readonly nameOf: (stretch: LayoutStretch) => string;
}) => {
  const { stretches, nameOf } = props;
  const t = useTranslations('finding.timeline');
  const words = useChangeWords();
  const [from, setFrom] = useState(Math.min(1, stretches.length - 1));
  const [to, setTo] = useState(0);
  const [before, after] = [stretches[from], stretches[to]];
  const options = stretches.map((stretch, at) => ({ value: String(at), text: nameOf(stretch) }));
  const changes = before === undefined || after === undefined ? [] : layoutChanges(before.layout, after.layout).flatMap(words);
  return (
    <fieldset className="flex flex-col gap-2 border-t border-line px-4 py-3">
      <legend className="sr-only">{t('compare')}</legend>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('compareFrom')}
          className="w-72 max-w-full"
          value={String(from)}
          options={options}
          onChange={(event) => setFrom(Number(event.target.value))}
        />
        <Select
          label={t('compareTo')}
          className="w-72 max-w-full"
          value={String(to)}
          options={options}
          onChange={(event) => setTo(Number(event.target.value))}
        />
      </div>
      <ul aria-label={t('compared')} aria-live="polite">
        {changes.length === 0 ? (
          <li className="text-text-dim">{t('compareSame')}</li>
        ) : (
          changes.map((change) => <li key={change}>{change}</li>)
        )}
      </ul>
    </fieldset>
  );
};
