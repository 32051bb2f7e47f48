/** A request and a browser's cookies, for what reads them through `next/headers`: `vi.mock('next/headers', () => import('@/lib/testing/request'))`. */
interface Browser {
  headers: Headers;
  readonly jar: Map<string, string>;
  /** What each cookie was last set with. */
  readonly attributes: Map<string, Readonly<Record<string, unknown>>>;
}

/** The browser of the tests of one file. */
export const browser: Browser = { headers: new Headers(), jar: new Map(), attributes: new Map() };

/** As of `next/headers`. */
export const headers = async (): Promise<Headers> => browser.headers;

/** As of `next/headers`: what is set with no time to live is gone. */
export const cookies = async () => ({
  get: (name: string) => (browser.jar.has(name) ? { name, value: browser.jar.get(name) ?? '' } : undefined),
  has: (name: string) => browser.jar.has(name),
  set: (name: string, value: string, { maxAge, ...attributes }: { readonly maxAge?: number } = {}) => {
    browser.attributes.set(name, attributes);
    if (maxAge === 0) browser.jar.delete(name);
    else browser.jar.set(name, value);
  },
});
