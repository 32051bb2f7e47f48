import 'server-only';
import { z } from 'zod';
import { withoutAddress } from '@/lib/access/claim-roles';
import { may } from '@/lib/access/roles';
import { changeClaimRoles, claimRole, claimRoles } from '@/lib/data/settings/claim-roles';
import { oidc } from '@/lib/env';
import { ok } from '@/lib/result';
import { operation } from './operation';

/** The table that gives roles by what an identity provider says of a person, and which provider that is. E-mail addresses in it are told to those alone who look after people, as everywhere. */
export const listClaimRolesOperation = operation({
  name: 'listClaimRoles',
  permission: 'read-people',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: z.object({
    /** `null`: none is configured. */
    provider: z.object({ name: z.string(), issuer: z.string() }).nullable(),
    lines: z.array(claimRole).readonly(),
  }),
  run: async (_input, { caller }) => {
    const config = oidc();
    const lines = await claimRoles();
    return ok({
      provider: config === null ? null : { name: config.name, issuer: config.issuer },
      lines: may(caller.grants, 'manage-people', null) ? lines : lines.map(withoutAddress),
    });
  },
});

/** Adds a line of that table, or takes one away. */
export const changeClaimRolesOperation = operation({
  name: 'changeClaimRoles',
  permission: 'manage-people',
  scope: 'none',
  effect: 'write',
  fresh: true,
  input: z.object({ change: z.enum(['add', 'remove']), line: claimRole }),
  output: z.null(),
  run: ({ change, line }, { caller }) => changeClaimRoles(caller, change, line),
});
