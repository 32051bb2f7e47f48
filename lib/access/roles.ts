/** What a person may do. One row per permission, one column per role; sign-in (a later issue) gives people roles. */
export const PERMISSIONS = {
  browse: ['viewer', 'operator', 'admin'],
  'plan-restore': ['operator', 'admin'],
  'start-restore': ['operator', 'admin'],
  'read-history': ['viewer', 'operator', 'admin'],
  'annotate-history': ['operator', 'admin'],
  'change-settings': ['operator', 'admin'],
  'manage-work': ['operator', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Role = 'viewer' | 'operator' | 'admin';
export type Permission = keyof typeof PERMISSIONS;

/** Whether `role` has `permission`. */
export const may = (role: Role, permission: Permission): boolean => (PERMISSIONS[permission] as readonly Role[]).includes(role);

/** Everything that `role` may do. */
export const permissionsOf = (role: Role): readonly Permission[] =>
  (Object.keys(PERMISSIONS) as readonly Permission[]).filter((permission) => may(role, permission));
