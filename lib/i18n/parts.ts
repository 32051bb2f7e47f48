import type { Messages, Namespace } from './namespaces';

/** Of some namespaces, those of their members that are sent. */
export type Parts = { readonly [N in Namespace]?: readonly (keyof Messages[N] & string)[] };

/** What may have to be said anywhere and at any moment, also where the console can be asked for nothing any more. What AWS refused comes with the page or the part that says it. What is missing is said by pages that Next sends along with every other one. */
export const FRAME_PARTS = {
  problems: [
    'asSentence',
    'bad-input',
    'not-signed-in',
    'not-set-up',
    'sign-in-again',
    'factor-needed',
    'too-many',
    'foreign-request',
    'not-permitted',
    'not-owner',
    'wrong-account',
    'conflict',
    'newer-plan',
    'broken-plan',
    'internal',
    'database-away',
    'offline',
    'not-followed',
    'unknown',
    'boundary',
    'missing',
    'comesBack',
    'access',
    'quote',
    'encoded',
    'no-instance',
  ],
} as const satisfies Parts;

const GRID = [
  'columns',
  'deleted',
  'deletedWhy',
  'filter',
  'found',
  'status',
  'statusUnknown',
  'statusWhy',
  'addresses',
  'empty',
  'scanOf',
] as const;

/** What the first sight of each long list says. The rest of these namespaces comes with what is opened from there. */
export const POINTS_PARTS = { points: [...GRID, 'title', 'about', 'list', 'group', 'lock', 'never'] } as const satisfies Parts;
export const RESOURCES_PARTS = {
  points: [...GRID, 'resources', 'resourcesAbout', 'resourceList', 'resourceKeys'],
} as const satisfies Parts;
export const JOBS_PARTS = {
  jobs: ['title', 'list', 'outcome', 'outcomeWhy', 'percent', 'time', 'announce', 'withoutApproval'],
} as const satisfies Parts;
export const HISTORY_PARTS = {
  history: ['title', 'about', 'list'],
  jobs: ['title', 'list', 'outcome', 'outcomeWhy', 'time', 'announce', 'withoutApproval'],
} as const satisfies Parts;

/** A member that no namespace has: where it stands, others are missing. */
const PARTLY = 'partly';

type Words = Readonly<Record<string, unknown>>;
const wordsOf = (messages: Partial<Messages>, namespace: string): Words | undefined =>
  (messages as Readonly<Record<string, Words | undefined>>)[namespace];

/** Some members of a namespace, marked as such. */
export const partOf = (words: Words, members: readonly string[]): Words => ({
  ...Object.fromEntries(Object.entries(words).filter(([name]) => members.includes(name))),
  [PARTLY]: '',
});

/** The members of a namespace that a part of it lacks. */
export const restOf = (words: Words, members: readonly string[]): Words =>
  Object.fromEntries(Object.entries(words).filter(([name]) => !members.includes(name)));

/** Whether all words of a namespace are there. */
export const isWhole = (messages: Partial<Messages>, namespace: Namespace): boolean => {
  const words = wordsOf(messages, namespace);
  return words !== undefined && words[PARTLY] === undefined;
};

/** Words that are known and words that came. What came unmarked makes its namespace whole; what is whole stays so. */
export const together = (known: Partial<Messages>, more: Partial<Messages>): Partial<Messages> => {
  const joined = Object.entries(more).map(([namespace, came]) => {
    const before = wordsOf(known, namespace);
    const partly = (before === undefined || before[PARTLY] !== undefined) && PARTLY in came;
    return [namespace, { ...before, ...(came as Words), [PARTLY]: partly ? '' : undefined }] as const;
  });
  return { ...known, ...Object.fromEntries(joined) };
};
