import 'server-only';
import { z } from 'zod';
import type { OwnAccount } from '@/lib/data/people/own-views';

const said = z.string().nullable();

export const ownAccount: z.ZodType<OwnAccount> = z.object({
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  provider: said,
  oneClick: z.boolean(),
  totpSince: said,
  passkeys: z
    .array(z.object({ id: z.string(), name: z.string(), synced: z.boolean(), addedAt: z.string(), lastUsedAt: said, elsewhere: said }))
    .readonly(),
  recoveryCodesLeft: z.int(),
  required: z.boolean(),
  proved: z.boolean(),
  passkeysHere: z.boolean(),
});
