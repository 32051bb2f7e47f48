'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { wordedPart } from '@/components/layout/worded-part';
import { buttonClass } from '@/components/ui/button-style';
import { Popover } from '@/components/ui/popover';
import type { ColumnList } from '@/lib/preferences';
import type { OptionalColumn } from './columns';

/** Loaded when the popover is first opened. */
const ColumnsPanel = wordedPart('lists', () => import('./columns-panel').then((file) => file.ColumnsPanel));

/** The button with which one chooses the columns of a list. */
export const ColumnsButton = ({ list, columns }: { readonly list: ColumnList; readonly columns: readonly OptionalColumn[] }) => {
  const t = useTranslations('common.lists');
  return (
    <Popover
      button={t('columns')}
      label={t('columns')}
      buttonClassName={buttonClass('quiet', 'small')}
      align="end"
      className="min-h-40 w-64"
    >
      {() => (
        <Suspense>
          <ColumnsPanel list={list} columns={columns} />
        </Suspense>
      )}
    </Popover>
  );
};
