import 'server-only';
import { z } from 'zod';
import { getChecklist, tickItem } from '@/lib/data/checklist/view';
import { TICKS } from '@/lib/jobs/checklist/checklist';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import { checklistView, ticked } from './schemas/checklist';

/** What has to be seen to after a restore, as AWS shows it; `fresh` asks AWS again. */
export const getChecklistOperation = operation({
  name: 'getChecklist',
  permission: 'read-history',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, restore: z.uuid(), fresh: z.literal('yes').optional() }),
  output: checklistView,
  run: ({ restore, fresh }, { scope, caller }) => getChecklist(scope, caller, restore, fresh === 'yes'),
});

/** Says of an item of that list that it is done, does not apply, or is open. */
export const tickItemOperation = operation({
  name: 'tickItem',
  permission: 'annotate-history',
  scope: 'place',
  effect: 'write',
  input: z.object({ place: placeSchema, restoreId: z.uuid(), item: z.string().min(1).max(500), state: z.enum(TICKS) }),
  output: ticked,
  run: ({ place: _place, ...wanted }, { scope, caller }) => tickItem(scope, caller, wanted),
});
