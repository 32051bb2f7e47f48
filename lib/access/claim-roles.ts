import type { Grant, Role } from './roles';

/** A line of the table that gives roles by what an identity provider says of a person. */
export interface ClaimRole {
  /** The name of a claim: `groups`, or the way to it within others: `realm_access.roles`. */
  readonly claim: string;
  /** What the claim must be, or must hold where it is a list; compared letter by letter. */
  readonly value: string;
  readonly role: Role;
  /** 12 digits, or `null` for every account and for the console itself. */
  readonly account: string | null;
}

/** What a provider says of a person, as the verified token has it. */
export type Claims = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Claims => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (object: Claims, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

/** A claim by its name. One that is called so as a whole (`https://example.com/groups`) comes before one that is found step by step at the dots. */
export const claimOf = (claims: Claims, name: string): unknown =>
  own(claims, name) ?? name.split('.').reduce<unknown>((at, step) => (isObject(at) ? own(at, step) : undefined), claims);

/** The texts of a claim: of a list each, of a number or a truth value its spelling. Anything else says nothing. */
const textsOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((each) => (Array.isArray(each) ? [] : textsOf(each)));
  if (typeof value === 'string') return [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
};

/** Whether two lines, or two roles, give the same. */
export const sameGrant = (a: Grant, b: Grant): boolean => a.role === b.role && a.account === b.account;

/** The roles that `claims` give by `table`, none twice. */
export const rolesOfClaims = (table: readonly ClaimRole[], claims: Claims): readonly Grant[] =>
  table
    .filter(({ claim, value }) => textsOf(claimOf(claims, claim)).includes(value))
    .map(({ role, account }) => ({ role, account }))
    .filter((grant, at, all) => all.findIndex((each) => sameGrant(each, grant)) === at);

/** A line as those see it who see no e-mail addresses: whatever may be one is left out of it. */
export const withoutAddress = (line: ClaimRole): ClaimRole => (line.value.includes('@') ? { ...line, value: '…@…' } : line);
