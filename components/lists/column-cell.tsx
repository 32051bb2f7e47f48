import type { ComponentProps } from 'react';
import { Td } from '@/components/ui/table';

/** A cell of a column that one may hide: nothing where it is hidden. */
export const ColumnCell = <C extends string>({
  column,
  shown,
  ...rest
}: { readonly column: C; readonly shown: ReadonlySet<string> } & ComponentProps<typeof Td>) =>
  shown.has(column) ? <Td {...rest} /> : null;
