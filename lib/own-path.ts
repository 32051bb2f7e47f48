/** The header in which proxy.ts tells a page its own address. */
export const PATH_HEADER = 'x-rehome-path';

/** Where nobody needs to have signed in. */
const OPEN = ['/sign-in', '/sign-in/oidc', '/sign-in/second-step', '/link'] as const;
/** Where whoever is signed in without the second factor that their roles need sets one up. */
const ADD_FACTOR = ['/add-factor'] as const;

const isOne = (path: string, of: readonly string[]): boolean => of.some((each) => path === each || path.startsWith(`${each}?`));

/** Whether a page answers somebody who is not signed in. */
export const isOpenPath = (path: string): boolean => isOne(path, OPEN);

/** Whether a page stands without the frame of the console around it: on the way in. */
export const isWayIn = (path: string): boolean => isOpenPath(path) || isOne(path, ADD_FACTOR);

/**
 * A page of this console to go to after signing in: `wanted` where it is one, else the first page. Whatever a browser could take for another host (`//`, a backslash, a
 * scheme, line breaks that it drops) is none.
 */
export const ownPath = (wanted: string | null | undefined): string => {
  if (wanted === null || wanted === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return '/';
  const here = new URL('http://here.invalid');
  if (!URL.canParse(wanted, here)) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, here);
  if (origin !== here.origin || pathname.startsWith('//') || pathname.startsWith('/api/') || isWayIn(pathname)) return '/';
  return `${pathname}${search}${hash}`;
};
