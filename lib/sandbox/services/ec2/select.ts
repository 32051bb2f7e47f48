import type { Filter } from '@aws-sdk/client-ec2';
import { AwsFault } from '../../wire/fault';
import { type Paging, pageOf } from '../page';

const MAX_FILTER_VALUES = 200;

/** What a filter looks at: the text or texts that an item has under its name. */
export type FilterTable<T> = Readonly<Record<string, (item: T) => string | boolean | number | null | readonly string[]>>;

interface DescribeInput {
  readonly Filters?: Filter[] | undefined;
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly DryRun?: boolean | undefined;
}

interface Selection<T> {
  readonly items: readonly T[];
  readonly filters: FilterTable<T>;
  readonly tags?: (item: T) => Readonly<Record<string, string>>;
  /** Ids or names asked for, with how an item is known and what AWS says where one is not. */
  readonly ids?: {
    readonly wanted: readonly string[] | undefined;
    readonly of: (item: T) => string;
    readonly unknown: (id: string) => AwsFault;
  };
  readonly pages?: { readonly least: number; readonly most: number };
}

export const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValue', message);

/** What EC2 answers to a dry run that would have worked. */
export const dryRunOperation = (): AwsFault =>
  new AwsFault('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);

const EC2_PAGES = { least: 5, most: 1000 };

const paging = ({ least, most }: { least: number; most: number }): Paging => ({
  least,
  most,
  badSize: (size) =>
    invalid(
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value ${size < least ? `greater than ${least}` : `less than ${most}`}.`,
    ),
  badToken: () => new AwsFault('InvalidNextToken', 'The token is invalid.'),
});

/** EC2's wildcards: `*` and `?`, backslash escapes. */
const matcher = (pattern: string): ((text: string) => boolean) => {
  if (!/[*?\\]/.test(pattern)) return (text) => text === pattern;
  const source = pattern.replace(/\\?[\s\S]/g, (part) => {
    if (part === '*') return '[\\s\\S]*';
    if (part === '?') return '[\\s\\S]';
    return (part.length === 2 ? part.slice(1) : part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  const expression = new RegExp(`^${source}$`);
  return (text) => expression.test(text);
};

const looksAt = <T>(name: string, { filters, tags }: Selection<T>): ((item: T) => readonly string[]) => {
  if (tags !== undefined && name.startsWith('tag:'))
    return (item) => {
      const value = tags(item)[name.slice(4)];
      return value === undefined ? [] : [value];
    };
  if (tags !== undefined && name === 'tag-key') return (item) => Object.keys(tags(item));
  const look = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (look === undefined) throw invalid(`The filter '${name}' is invalid`);
  return (item) => {
    const seen = look(item);
    if (seen === null) return [];
    return typeof seen === 'object' ? seen : [String(seen)];
  };
};

const filtered = <T>(input: DescribeInput, selection: Selection<T>): readonly T[] => {
  let items = selection.items;
  for (const filter of input.Filters ?? []) {
    const values = filter.Values ?? [];
    if (values.length > MAX_FILTER_VALUES)
      throw new AwsFault('FilterLimitExceeded', `The maximum number of filter values specified on a single call is ${MAX_FILTER_VALUES}`);
    const look = looksAt(filter.Name ?? '', selection);
    const tests = values.map(matcher);
    items = items.filter((item) => look(item).some((text) => tests.some((test) => test(text))));
  }
  return items;
};

const chosen = <T>(items: readonly T[], all: readonly T[], ids: Selection<T>['ids']): readonly T[] => {
  if (ids?.wanted === undefined || ids.wanted.length === 0) return items;
  const known = new Set(all.map(ids.of));
  for (const id of ids.wanted) if (!known.has(id)) throw ids.unknown(id);
  const wanted = new Set(ids.wanted);
  return items.filter((item) => wanted.has(ids.of(item)));
};

/** Filters, ids, dry run and pages of a Describe operation, alike for all. */
export const select = <T>(input: DescribeInput, what: Selection<T>): { items: T[]; next: string | undefined } => {
  if (input.DryRun === true) throw dryRunOperation();
  const items = chosen(filtered(input, what), what.items, what.ids);
  return pageOf(items, input.NextToken, input.MaxResults, paging(what.pages ?? EC2_PAGES));
};

/** Tags in EC2's spelling. */
export const tagList = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const nameTag = (name: string): Readonly<Record<string, string>> => (name === '' ? {} : { Name: name });
