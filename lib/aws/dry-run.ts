import 'server-only';
import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { AwsProblem } from '@/lib/aws-problem';
import type { JsonObject } from '@/lib/restore/json';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** The error with which AWS says that a dry run would have gone through (facts 2.2). */
const WOULD_WORK = 'DryRunOperation';

/**
 * Asks RunInstances whether it would take a request. Whatever `request` says, `DryRun` is set here: this file never launches anything.
 * `null`: AWS found nothing wrong.
 */
export const runInstancesDry = async (aws: Aws, request: JsonObject): Promise<Result<AwsProblem | null, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const input: RunInstancesCommandInput = { ...request, MinCount: 1, MaxCount: 1, DryRun: true };
  const answer = await call('ec2:RunInstances', () => client.send(new sdk.RunInstancesCommand(input)));
  if (answer.ok) return ok(null);
  const { error } = answer;
  if (error.code === 'invalid-request') return ok(error.awsCode === WOULD_WORK ? null : error);
  return error.code === 'not-found' ? ok(error) : answer;
};
