import { asOwner } from './owner';

/** Somebody whom the console knows, with the roles that they have: `['operator', '*']`. */
export const knownPerson = async (
  id: string,
  name: string,
  roles: readonly (readonly [role: string, account: string])[] = [],
): Promise<void> => {
  await asOwner(`insert into people (id, name, email) values ($1, $2, $3)`, [id, name, `${id}@example.com`]);
  for (const [role, account] of roles)
    await asOwner(`insert into grants (person, role, account, granted_by, granted_at) values ($1, $2, $3, 'command-line', now())`, [
      id,
      role,
      account,
    ]);
};
