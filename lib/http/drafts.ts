import 'server-only';
import { z } from 'zod';
import { getDraft } from '@/lib/data/drafts';
import { placeSchema } from '@/lib/data/place-schema';
import { defineGet } from './define-get';

/** One draft, so that the restore page sees a colleague's edit or start. */
export const getDraftHandler = defineGet({
  name: 'getDraft',
  input: z.object({ place: placeSchema, draft: z.string().min(1).max(100) }),
  permission: 'plan-restore',
  run: ({ place, draft }) => getDraft(place, draft),
});
