import { sql } from 'drizzle-orm';
import { inventoryPoints, inventoryResources } from '../schema/inventory';
import { restores } from '../schema/restores';

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
