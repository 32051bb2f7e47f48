import { type Grant, ROLES } from '@/lib/access/roles';

const EVERYWHERE = '*';

/** Roles as one text, as a form keeps them. */
export const grantsAsText = (grants: readonly Grant[]): string =>
  grants.map(({ role, account }) => `${role} ${account ?? EVERYWHERE}`).join('\n');

/** The roles that such a text says. */
export const grantsOfText = (text: string): readonly Grant[] =>
  text.split('\n').flatMap((line) => {
    const [name, account = EVERYWHERE] = line.split(' ');
    const role = ROLES.find((each) => each === name);
    return role === undefined ? [] : [{ role, account: account === EVERYWHERE ? null : account }];
  });
