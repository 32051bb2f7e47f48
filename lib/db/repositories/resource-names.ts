import { type SQL, sql } from 'drizzle-orm';
import { inventoryPoints, inventoryResources } from '../schema/inventory';
import { restores } from '../schema/restores';
import { containing } from './text-search';

/**
 * What the resource of a query's restore is called: as it was when the restore began here. AWS does not tell the name of what a job from elsewhere restores: that is
 * what the inventory calls it. For the columns of a query that has `restores`.
 */
export const restoredName = sql<string | null>`coalesce(${restores.resourceName},
  (select ${inventoryResources.name} from ${inventoryResources} where ${inventoryResources.account} = ${restores.account}
    and ${inventoryResources.region} = ${restores.region} and ${inventoryResources.arn} = ${restores.resourceArn}),
  (select ${inventoryPoints.resourceName} from ${inventoryPoints} where ${inventoryPoints.account} = ${restores.account}
    and ${inventoryPoints.region} = ${restores.region} and ${inventoryPoints.resourceArn} = ${restores.resourceArn}
    and ${inventoryPoints.resourceName} is not null order by ${inventoryPoints.createdAt} desc limit 1))`;

/** Whether a row with `resource_name`, `resource_id` and `resource_arn` is of a resource that a word names: by a part of its name or id; of the rest of its ARN, which it shares with all others, only where the word is a part of an ARN. */
export const namedLike = (row: SQL, word: string): SQL => {
  const like = containing(word);
  return sql`(${row}.resource_name ilike ${like} or ${/[:/]/.test(word) ? sql`${row}.resource_arn` : sql`${row}.resource_id`} ilike ${like})`;
};
