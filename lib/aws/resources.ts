import 'server-only';
import { ListProtectedResourcesCommand } from '@aws-sdk/client-backup';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Result } from '@/lib/result';
import { pages } from './call';
import { backupClient } from './clients';
import type { Aws } from './connection';

/** A resource that AWS Backup has ever backed up in the region. */
export interface ProtectedResource {
  readonly arn: string;
  readonly name: string | null;
  readonly type: string;
  readonly lastBackupAt: Date | null;
}

/** ListProtectedResources, page by page. */
export const protectedResourcePages = (aws: Aws): AsyncGenerator<Result<readonly ProtectedResource[], AwsProblem>> =>
  pages('backup:ListProtectedResources', async (NextToken) => {
    const answer = await backupClient(aws).send(new ListProtectedResourcesCommand({ MaxResults: 1000, NextToken }));
    const items = (answer.Results ?? []).flatMap((each): ProtectedResource[] =>
      each.ResourceArn === undefined
        ? []
        : [
            {
              arn: each.ResourceArn,
              name: each.ResourceName ?? null,
              type: each.ResourceType ?? '',
              lastBackupAt: each.LastBackupTime ?? null,
            },
          ],
    );
    return { items, next: answer.NextToken };
  });
