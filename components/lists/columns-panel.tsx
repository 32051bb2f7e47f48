'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field';
import { flash } from '@/components/ui/flash';
import { chooseColumnsAction } from '@/lib/actions/preferences';
import type { ColumnList } from '@/lib/preferences';
import { columnsQuery } from '@/lib/queries/preferences';
import { unwrap } from '@/lib/queries/problem-error';
import { type OptionalColumn, useShownColumns } from './columns';

/** Changes the columns here at once and keeps them; where they could not be kept, that is said and they stay for this page. */
const useChoose = (list: ColumnList): ((columns: readonly string[] | null) => void) => {
  const client = useQueryClient();
  const t = useTranslations('lists.columns');
  return (columns) => {
    client.setQueryData(columnsQuery(list).queryKey, columns);
    unwrap(chooseColumnsAction({ list, columns })).catch(() => flash({ tone: 'warn', text: t('failed') }));
  };
};

/** The messages that hold the titles of a list's columns. */
export type ColumnWords = 'points.columns' | 'jobs.list.columns' | 'history.list.columns';

/** Which columns a list shows, one tick box each, and the way back to those that it comes with. */
export const ColumnsPanel = (props: {
  readonly list: ColumnList;
  readonly columns: readonly OptionalColumn[];
  readonly words: ColumnWords;
}) => {
  const { list, columns, words } = props;
  const title = useTranslations(words);
  const t = useTranslations('lists.columns');
  const shown = useShownColumns(list, columns);
  const choose = useChoose(list);
  const box = useRef<HTMLFieldSetElement>(null);
  // It comes after its popover has opened, which had nothing to give the focus to.
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const isStandard = columns.every(({ key, standard }) => standard === shown.has(key));
  const toggle = (key: string) => choose(columns.filter((each) => shown.has(each.key) !== (each.key === key)).map((each) => each.key));
  return (
    <div className="flex flex-col gap-2 p-2">
      <fieldset ref={box} aria-label={t('title')} className="flex flex-col gap-1.5">
        {columns.map(({ key }) => (
          <Checkbox key={key} label={title(key as never)} checked={shown.has(key)} onChange={() => toggle(key)} />
        ))}
      </fieldset>
      <p className="border-t border-line pt-2 text-xs text-text-dim">{t('hint')}</p>
      {!isStandard && (
        <Button size="small" className="self-start" onClick={() => choose(null)}>
          {t('defaults')}
        </Button>
      )}
    </div>
  );
};
