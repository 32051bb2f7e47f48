import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { MetadataDefaults } from '@/lib/restore/facts';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** What the account, or a declarative policy of its organization, sets for the instance metadata service of new instances (F13). */
export const metadataDefaults = async (aws: Aws): Promise<Result<MetadataDefaults, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:GetInstanceMetadataDefaults', () => client.send(new sdk.GetInstanceMetadataDefaultsCommand({})));
  if (!answer.ok) return answer;
  const level = answer.value.AccountLevel;
  return ok({ enforced: level?.HttpTokensEnforced === 'enabled', tokensRequired: level?.HttpTokens === 'required' });
};
