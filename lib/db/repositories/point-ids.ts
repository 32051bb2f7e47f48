import { type SQL, sql } from 'drizzle-orm';
import type { Meaning } from '@/lib/finding/term';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { ownIdOf } from '../schema/inventory';
import { namedLike } from './resource-names';
import { beginning, containing } from './text-search';

/** The key of a point's row within its place. */
interface PointKey {
  readonly vault: string;
  readonly arn: string;
}

/** What a word finds in a place by itself: the points whose own id it is, or has it, and how many resources are called so, too. */
export interface CalledPoints {
  readonly points: readonly PointKey[];
  readonly named: number;
}

/** By a word, what it finds. A word that is not in it is of no point's id, or of so many that each is looked at. */
export type Called = ReadonlyMap<string, CalledPoints>;

/** So many points are named one by one. */
const MOST = 1_000;

/**
 * A word that may stand in the last part of a point's own ARN: an id of an image, a snapshot or a job, digits of one, or something of an ARN. The rest of their ARNs all points of a region have
 * in common.
 */
export const mayBePoint = (word: string): boolean =>
  /^(?:(?:ami|snap|job|copyjob)-[0-9a-f-]*|[0-9a-f-]{4,})$/i.test(word) || /[:/]/.test(word);

const partitionOf = (region: string): string => (region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');

const KINDS: Readonly<Record<string, string>> = { ami: 'image', snap: 'snapshot' };
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How the ARNs begin of points whose own id, or the beginning of it, a word is: the key finds them. None where the word does not tell it. */
const beginningsOf = ({ account, region }: Place, word: string): readonly string[] => {
  if (/^arn:/i.test(word)) return [word];
  const kind = KINDS[/^(ami|snap)-[0-9a-f]*$/i.exec(word)?.[1]?.toLowerCase() ?? ''];
  if (kind !== undefined) return [`arn:${partitionOf(region)}:ec2:${region}::${kind}/${word.toLowerCase()}`];
  if (!UUID.test(word)) return [];
  return [word.toUpperCase(), word.toLowerCase()].map(
    (id) => `arn:${partitionOf(region)}:backup:${region}:${account}:recovery-point:${id}`,
  );
};

const here = ({ account, region }: Place, row: SQL): SQL => sql`${row}.account = ${account} and ${row}.region = ${region}`;

/** The points whose ARNs begin so. Their vaults are named, so that the key finds them in each. */
const withBeginnings = (place: Place, beginnings: readonly string[]): SQL => {
  const begins = beginnings.map((each) => sql`p.arn like ${beginning(each)}`);
  return sql`select p.vault, p.arn from inventory_points p where ${here(place, sql`p`)}
    and p.vault = any(array(select distinct k.vault from inventory_point_kinds k where ${here(place, sql`k`)})) and (${sql.join(begins, sql` or `)}) limit ${MOST + 1}`;
};

/** The points whose id has a word in it, by the index of their ids; what is a part of more of an ARN is looked for in each. */
const withPart = (place: Place, word: string): SQL => {
  const has = /[:/]/.test(word) ? sql`p.arn ilike ${containing(word)}` : sql`${ownIdOf(sql`p.arn`)} like ${containing(word.toLowerCase())}`;
  return sql`select p.vault, p.arn from inventory_points p where ${here(place, sql`p`)} and ${has} limit ${MOST + 1}`;
};

const keys = async (query: SQL): Promise<readonly PointKey[]> => (await db().execute<PointKey & Record<string, unknown>>(query)).rows;

const pointsOf = async (place: Place, word: string): Promise<readonly PointKey[]> => {
  const beginnings = beginningsOf(place, word);
  return keys(beginnings.length > 0 ? withBeginnings(place, beginnings) : withPart(place, word));
};

/** How many resources are called by a word. */
const countNamed = async (place: Place, word: string): Promise<number> => {
  const { rows } = await db().execute<{ named: number }>(
    sql`select count(distinct k.resource_arn)::int as named from inventory_point_kinds k where ${here(place, sql`k`)} and ${namedLike(sql`k`, word)}`,
  );
  return rows[0]?.named ?? 0;
};

/** Looks up the words of a meaning that may be ids of points, once for all that is asked about it then: by the key where they tell how an ARN begins, else by the index of ids. */
export const calledPoints = async (place: Place, meaning: Meaning): Promise<Called> => {
  const looked = meaning.words.filter(mayBePoint).map(async (word) => {
    const [points, named] = await Promise.all([pointsOf(place, word), countNamed(place, word)]);
    return points.length > MOST ? [] : [[word, { points, named }] as const];
  });
  return new Map((await Promise.all(looked)).flat());
};
