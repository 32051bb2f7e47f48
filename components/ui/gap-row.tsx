import { ROW_PX } from './use-table-rows';

/** Stands for rows of a long table that are not drawn. */
export const GapRow = ({ rows, columns }: { readonly rows: number; readonly columns: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
  <tr aria-hidden="true">
    <td colSpan={columns} height={rows * ROW_PX} className="p-0" />
  </tr>
);
