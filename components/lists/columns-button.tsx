'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { wordedPart } from '@/components/layout/worded-part';
import { buttonClass } from '@/components/ui/button-style';
import { Popover } from '@/components/ui/popover';
import type { ColumnList } from '@/lib/preferences';
import type { OptionalColumn } from './columns';
import type { ColumnWords } from './columns-panel';

/** Loaded when the popover is first opened. */
const ColumnsPanel = wordedPart('lists', () => import('./columns-panel').then((file) => file.ColumnsPanel));

/** The button with which one chooses the columns of a list. */
export const ColumnsButton = (props: {
  readonly list: ColumnList;
  readonly columns: readonly OptionalColumn[];
  readonly words: ColumnWords;
}) => {
  const name = useTranslations('common.lists')('columns');
  return (
    <Popover button={name} label={name} buttonClassName={buttonClass('quiet', 'small')} align="end" className="min-h-40 w-64">
      {() => (
        <Suspense>
          <ColumnsPanel {...props} />
        </Suspense>
      )}
    </Popover>
  );
};
