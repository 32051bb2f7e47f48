/** Keys, in small letters and without separators, by which people say whose a resource is and what it is for. */
const TELLING = new Set([
  'owner',
  'owners',
  'owneremail',
  'contact',
  'email',
  'team',
  'squad',
  'createdby',
  'creator',
  'department',
  'costcenter',
  'project',
  'product',
  'application',
  'app',
  'service',
  'system',
  'role',
  'environment',
  'env',
  'stage',
]);

/** Keys with which AWS says what a resource belongs to. */
const BY_AWS = new Set(['aws:autoscaling:groupName', 'aws:cloudformation:stack-name', 'eks:cluster-name', 'aws:eks:cluster-name']);

const plain = (key: string): string => key.toLowerCase().replaceAll(/[^a-z]/g, '');

/** An instance may have 50 tags of 256 characters, and a subnet thousands of instances: of each so many travel with the facts. */
const AT_MOST = 8;

/** Of an instance's tags those that tell whose it is, what it is for and what it belongs to. Its name stands elsewhere. */
export const tellingTags = (tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(tags)
      .filter(([key, value]) => value !== '' && (BY_AWS.has(key) || TELLING.has(plain(key))))
      .sort(([a], [b]) => Number(BY_AWS.has(b)) - Number(BY_AWS.has(a)) || (a < b ? -1 : 1))
      .slice(0, AT_MOST),
  );

const PEOPLE = ['owner', 'owners', 'owneremail', 'contact', 'email', 'team', 'squad', 'createdby', 'creator'];

/** The tag that names whom to ask, the plainest first; `null` where none does. */
export const ownerTag = (tags: Readonly<Record<string, string>>): { readonly key: string; readonly value: string } | null => {
  for (const wanted of PEOPLE) for (const [key, value] of Object.entries(tags)) if (plain(key) === wanted) return { key, value };
  return null;
};
