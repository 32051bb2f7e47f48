import { z } from 'zod';

/** A code as it was typed. */
export const code = z.string().trim().min(1).max(100);

/** Recovery codes that somebody is told, or `null` where they have some already. */
export const codes = z.object({ codes: z.array(z.string()).readonly().nullable() });

/** By what a second step can be done. */
export const secondStepWays = z.object({ totp: z.boolean(), passkeys: z.enum(['here', 'elsewhere', 'none']), recoveryCodes: z.boolean() });
