import 'server-only';
import { z } from 'zod';
import { type Kit, makeKit } from '@/lib/data/kit/make';
import { LOCALES } from '@/lib/i18n/locale';
import { operation } from './operation';
import { placeSchema } from './place-schema';

const kit: z.ZodType<Kit> = z.object({ name: z.string(), zip: z.instanceof(Uint8Array) });

/** A plan's recovery kit: one zip with which its restore can be done while the console is down. */
export const downloadKitOperation = operation({
  name: 'downloadKit',
  permission: 'download-kit',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, draft: z.uuid(), locale: z.enum(LOCALES) }),
  output: kit,
  run: ({ draft, locale }, { scope, caller }) => makeKit(scope, caller, { draftId: draft, locale }),
});
