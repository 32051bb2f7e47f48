/** How one value stands in an address. `write` gives `null` for what is left out: the value that its absence means. */
export interface UrlCodec<T> {
  /** `null` for a text that is no such value: it then counts as absent. */
  readonly parse: (text: string) => T | null;
  readonly write: (value: T) => string | null;
  readonly absent: T;
}

/** Codecs by the name of their parameter, of any types: `UrlValues` gives each its own back. */
export type UrlSchema = Readonly<Record<string, Omit<UrlCodec<unknown>, 'write'> & { readonly write: (value: never) => string | null }>>;

/** What an address says by a schema. */
export type UrlValues<S extends UrlSchema> = { readonly [K in keyof S]: S[K] extends UrlCodec<infer T> ? T : never };

/** A change of some of the values; `null` takes one out. */
export type UrlChange<S extends UrlSchema> = { readonly [K in keyof S]?: UrlValues<S>[K] | null };

/** A text; absent when empty. */
export const urlText: UrlCodec<string> = { parse: (text) => text, write: (value) => value || null, absent: '' };

/** A text that may be missing altogether, read by `parse` if not every text will do. */
export const urlOptional = (parse: (text: string) => string | null = (text) => text): UrlCodec<string | null> => ({
  parse,
  write: (value) => value,
  absent: null,
});

/** A switch that is off where it is absent. */
export const urlFlag: UrlCodec<boolean> = { parse: (text) => text === 'true', write: (value) => (value ? 'true' : null), absent: false };

const NOTHING: readonly string[] = [];

/** Several texts, parted by commas; a comma within one is written `%2C` (and a percent sign `%25`). */
export const urlList: UrlCodec<readonly string[]> = {
  parse: (text) => text.split(',').map((item) => item.replaceAll('%2C', ',').replaceAll('%25', '%')),
  write: (values) => (values.length === 0 ? null : values.map((value) => value.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',')),
  absent: NOTHING,
};

/** One of some words; `absent` is the one that is meant where none is there. */
export const urlOneOf = <T extends string, A extends T | null>(words: readonly T[], absent: A): UrlCodec<T | A> => ({
  parse: (text) => words.find((word) => word === text) ?? null,
  write: (value) => (value === absent ? null : value),
  absent,
});

/** Reads an address by a schema. `textOf` gives a parameter's text, `null` where it is absent. */
export const readUrl = <S extends UrlSchema>(schema: S, textOf: (name: string) => string | null): UrlValues<S> =>
  Object.fromEntries(
    Object.entries(schema).map(([name, codec]) => {
      const text = textOf(name);
      return [name, (text === null ? null : codec.parse(text)) ?? codec.absent];
    }),
  ) as UrlValues<S>;

/** What a page of Next is given as its parameters. */
export type PageSearch = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the parameters that a page was given; of one that is there twice, the first counts. */
export const readPageSearch = <S extends UrlSchema>(schema: S, search: PageSearch): UrlValues<S> =>
  readUrl(schema, (name) => {
    const value = search[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  });

/** Writes like `encodeURIComponent`, but leaves what is harmless in a query and makes it readable: `:`, `/` and `,`. */
const readable = (text: string): string =>
  encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%20', '+');

/** `search` (without `?`) with a change made to it; parameters that the schema does not know stay. */
export const changeSearch = <S extends UrlSchema>(schema: S, search: string, change: UrlChange<S>): string => {
  const params = new Map(new URLSearchParams(search));
  for (const [name, value] of Object.entries(change)) {
    const text = value === null || value === undefined ? null : (schema[name]?.write(value as never) ?? null);
    if (text === null) params.delete(name);
    else params.set(name, text);
  }
  return [...params].map(([name, text]) => `${readable(name)}=${readable(text)}`).join('&');
};
