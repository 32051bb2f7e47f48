import 'server-only';
import { z } from 'zod';
import { ROLES } from '@/lib/access/roles';
import type { LinkView, PersonView, SessionView } from '@/lib/data/people/people-views';

const said = z.string().nullable();

const details: z.ZodType<PersonView['details']> = z
  .object({
    email: z.string(),
    signedInAt: said,
    factors: z.array(z.enum(['password', 'oidc', 'totp', 'passkey'])).readonly(),
    link: z.object({ purpose: z.enum(['invitation', 'reset']), expiresAt: z.string() }).nullable(),
  })
  .nullable();

export const people: z.ZodType<readonly PersonView[]> = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    state: z.enum(['active', 'invited', 'disabled']),
    grants: z.array(z.object({ role: z.enum(ROLES), account: said, byClaims: z.boolean() })),
    details,
  }),
);

export const sessions: z.ZodType<readonly SessionView[]> = z.array(
  z.object({ id: z.string(), since: z.string(), lastSeenAt: z.string(), userAgent: z.string(), address: said, own: z.boolean() }),
);

export const link: z.ZodType<LinkView> = z.object({ person: z.string(), token: z.string(), expiresAt: z.string() });
