import 'server-only';
import { z } from 'zod';
import { chooseColumns, chosenColumns } from '@/lib/data/preferences/columns';
import { deleteFilter, listFilters, renameFilter, saveFilter } from '@/lib/data/preferences/filters';
import type { SavedFilter } from '@/lib/data/preferences/views';
import { COLUMN_LISTS, FILTER_LISTS, MAX_COLUMNS, MAX_FILTER_NAME, MAX_FILTER_SEARCH } from '@/lib/preferences';
import { operation } from './operation';

const own = { permission: 'browse', scope: 'none' } as const;

const name = z.string().trim().normalize('NFC').min(1).max(MAX_FILTER_NAME);
const search = z.string().min(1).max(MAX_FILTER_SEARCH);
const columns = z
  .array(z.string().regex(/^[a-z]{1,20}$/))
  .max(MAX_COLUMNS)
  .readonly()
  .nullable();
const savedFilter: z.ZodType<SavedFilter> = z.object({ id: z.string(), list: z.enum(FILTER_LISTS), name: z.string(), search: z.string() });

/** The filters that whoever asks has kept, of all lists. */
export const listFiltersOperation = operation({
  name: 'listFilters',
  ...own,
  effect: 'read',
  input: z.object({}),
  output: z.array(savedFilter).readonly(),
  run: (_input, { caller }) => listFilters(caller),
});

/** Keeps a filter of a list under a name, for whoever asks. */
export const saveFilterOperation = operation({
  name: 'saveFilter',
  ...own,
  effect: 'write',
  input: z.object({ list: z.enum(FILTER_LISTS), name, search, replace: z.boolean() }),
  output: savedFilter,
  run: (given, { caller }) => saveFilter(caller, given),
});

/** Gives a filter that whoever asks has kept another name. */
export const renameFilterOperation = operation({
  name: 'renameFilter',
  ...own,
  effect: 'write',
  input: z.object({ id: z.uuid(), name }),
  output: savedFilter,
  run: ({ id, name: wanted }, { caller }) => renameFilter(caller, id, wanted),
});

/** Takes away a filter that whoever asks has kept. */
export const deleteFilterOperation = operation({
  name: 'deleteFilter',
  ...own,
  effect: 'write',
  input: z.object({ id: z.uuid() }),
  output: z.null(),
  run: ({ id }, { caller }) => deleteFilter(caller, id),
});

/** Which columns of a list whoever asks has chosen; `null`: those that it comes with. */
export const chosenColumnsOperation = operation({
  name: 'chosenColumns',
  ...own,
  effect: 'read',
  input: z.object({ list: z.enum(COLUMN_LISTS) }),
  output: columns,
  run: ({ list }, { caller }) => chosenColumns(caller, list),
});

/** Chooses the columns of a list, for whoever asks. */
export const chooseColumnsOperation = operation({
  name: 'chooseColumns',
  ...own,
  effect: 'write',
  input: z.object({ list: z.enum(COLUMN_LISTS), columns }),
  output: z.null(),
  run: ({ list, columns: wanted }, { caller }) => chooseColumns(caller, list, wanted),
});
