import 'server-only';
import { ec2 } from '@/lib/aws/clients';
import { configuredRegion } from '@/lib/aws/configured-region';
import { awsOf, DEFAULT_CONNECTION } from '@/lib/aws/connection';
import { vaultPages } from '@/lib/aws/vaults';
import { currentIdentity } from '../identity';

/**
 * Asks AWS once what the first sweep of a place asks it first, and loads what that takes: the first call of each service takes several times as long as those after it, and somebody would wait before
 * an empty page. What it answers is kept or thrown away; what stands in its way is told by whoever asks for more than this.
 */
export const warmUp = async (): Promise<void> => {
  const region = await configuredRegion();
  if (region === null) return;
  const aws = awsOf(DEFAULT_CONNECTION, region);
  if (!(await currentIdentity(aws)).ok) return;
  await vaultPages(aws).next();
  await ec2(aws);
};
