/** What a person can be in an account, or in every account. */
export const ROLES = ['viewer', 'operator', 'approver', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** One role of a person. `account`: 12 digits, or `null` for every account and for the console itself. */
export interface Grant {
  readonly role: Role;
  readonly account: string | null;
}

const EVERYBODY = ROLES;
const PLANNING = ['operator', 'administrator'] as const;

/** What may be done, and by which roles. One row per permission; an operation names the one it needs. */
export const PERMISSIONS = {
  /** One's own sign-in, and what stands around every page. Of whoever is signed in, a role or none: without one they could neither be told whom to ask nor sign out. */
  'own-account': EVERYBODY,
  browse: EVERYBODY,
  'plan-restore': PLANNING,
  'start-restore': PLANNING,
  /** A kit starts a restore without the console, so it is for those who may start one; it is a permission of its own so that it can be taken away alone. */
  'download-kit': PLANNING,
  /** The way back to an address that the original holds, up to terminating it. */
  'take-over': PLANNING,
  'read-history': EVERYBODY,
  // Of an account: operators too, for the history tells them most of it already, and who was refused or stopped by something has to find out by what. Viewers look at restores.
  'read-audit': ['operator', 'approver', 'administrator'],
  'read-console-audit': ['administrator'],
  'annotate-history': ['operator', 'approver', 'administrator'],
  'manage-work': PLANNING,
  'change-settings': ['administrator'],
  // Of approvers alone: whoever sets the rules, or may start without an approval, does not also give it.
  'approve-restore': ['approver'],
  'change-approval-rules': ['administrator'],
  'start-without-approval': ['administrator'],
  /** Names go with ids for everybody; this is who has which role, and since when they are away. */
  'read-people': ['operator', 'approver', 'administrator'],
  'manage-people': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Permissions about the console itself, which a role in one account alone does not give. */
const OF_THE_CONSOLE: readonly Permission[] = ['read-console-audit', 'change-settings', 'change-approval-rules', 'manage-people'];

/** What takes no role: being signed in is enough. */
const WITHOUT_ROLE: readonly Permission[] = ['own-account'];

/**
 * Whether somebody with these roles has `permission` in `account`. `null` where no account is named: then, for what is the console's own, only roles for every account
 * count, and for all else any role does.
 */
export const may = (grants: readonly Grant[], permission: Permission, account: string | null): boolean => {
  const roles: readonly Role[] = PERMISSIONS[permission];
  const counts = (grant: Grant): boolean =>
    grant.account === null || (account === null ? !OF_THE_CONSOLE.includes(permission) : grant.account === account);
  return WITHOUT_ROLE.includes(permission) || grants.some((grant) => roles.includes(grant.role) && counts(grant));
};

/** The accounts in which somebody with these roles has `permission`: `'every'`, or their ids, none twice. */
export const accountsWith = (grants: readonly Grant[], permission: Permission): 'every' | readonly string[] => {
  const roles: readonly Role[] = PERMISSIONS[permission];
  const accounts = grants.filter(({ role }) => roles.includes(role)).map(({ account }) => account);
  return accounts.includes(null) ? 'every' : [...new Set(accounts.filter((account) => account !== null))];
};
