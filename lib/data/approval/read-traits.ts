import 'server-only';
import type { RestoreTraits } from '@/lib/access/approval/rules';
import { restoreTraits, type TagReading } from '@/lib/access/approval/traits';
import { instanceTags } from '@/lib/aws/instances';
import { pointTags, tagSourceOf } from '@/lib/aws/point-tags';
import type { RestoreRequest } from '@/lib/record/restore-request';
import type { Known } from '@/lib/restore/facts';
import { originalNamed } from '@/lib/restore/original';
import { openMetadata } from '@/lib/restore/request';
import { factKind, knownValue } from '../facts/known';
import { attachedFact, subnetFacts } from '../facts/network';
import type { Reading } from '../facts/reading';
import { type Scope, scopeIn } from '../scope';

const MINUTE_MS = 60_000;
type Tags = Readonly<Record<string, string>>;

const pointTagKinds = {
  'backup:ListTags': factKind<Tags>('backup:ListTags', MINUTE_MS),
  'ec2:DescribeTags': factKind<Tags>('ec2:DescribeTags', MINUTE_MS),
};
const instanceTagKind = factKind<Tags>('ec2:DescribeInstances', MINUTE_MS, 'instance-tags');

interface Asking {
  readonly scope: Scope;
  readonly reading: Reading | null;
}

const keyOf = ({ aws, account, region }: Scope, id: string): string => [aws.connection, account, region, id].join('/');

const readingOf = (fact: Known<Tags>): TagReading => ({ source: fact.source, tags: knownValue(fact) });

/** The tags of a recovery point. */
export const tagsOfPoint = async ({ scope, reading }: Asking, arn: string): Promise<TagReading> =>
  readingOf(await pointTagKinds[tagSourceOf(arn)](keyOf(scope, arn), () => pointTags(scope.aws, arn), reading));

/**
 * The tags of what was backed up, asked where that is: a copy of a point lies in another region than its original. None where it is gone. What is no instance, is not named, or
 * is another account's could not be read.
 */
export const tagsOfResource = async ({ scope, reading }: Asking, arn: string | null): Promise<TagReading> => {
  const original = originalNamed(arn);
  if (original === null || original.account !== scope.account) return { source: 'ec2:DescribeInstances', tags: null };
  const there = scopeIn(scope, original.region);
  return readingOf(await instanceTagKind(keyOf(there, original.id), () => instanceTags(there.aws, original.id), reading));
};

/** What approval rules look at of a restore, as AWS tells it; a submission and a start ask AWS again. */
export const readTraits = async (asking: Asking, request: RestoreRequest, resourceArn: string | null): Promise<RestoreTraits> => {
  const attachedIds = openMetadata(request.metadata).nics.flatMap((nic) => nic.networkInterfaceId ?? []);
  const [subnets, point, resource, attached] = await Promise.all([
    subnetFacts(asking),
    tagsOfPoint(asking, request.recoveryPointArn),
    tagsOfResource(asking, resourceArn),
    Promise.all(attachedIds.map(async (id) => [id, await attachedFact(asking, id)] as const)),
  ]);
  return restoreTraits(request, { subnets, attached: Object.fromEntries(attached) }, [point, resource]);
};

/** What is known of a restore of which AWS was not asked: nothing beyond what it says itself. */
export const unreadTraits = ({ account, vault, recoveryPointArn }: RestoreRequest): RestoreTraits => ({
  account,
  vault,
  tags: { read: [], unread: [tagSourceOf(recoveryPointArn), 'ec2:DescribeInstances'] },
  addresses: { certain: [], possible: [], unread: true },
});
