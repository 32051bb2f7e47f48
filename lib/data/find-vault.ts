import 'server-only';
import { all, batches } from '@/lib/aws/call';
import type { Aws } from '@/lib/aws/connection';
import { describePoint } from '@/lib/aws/points';
import { vaultPages } from '@/lib/aws/vaults';
import type { AwsProblem } from '@/lib/aws-problem';
import { err, ok, type Result } from '@/lib/result';

const VAULTS_AT_ONCE = 4;

/** Whether AWS says that there is no such thing. A vault name or ARN that it calls malformed names nothing, either. */
export const isAbsent = (problem: AwsProblem): boolean =>
  problem.code === 'not-found' || (problem.code === 'invalid-request' && problem.awsCode.startsWith('InvalidParameterValue'));

/**
 * The vault that holds a recovery point which no sweep has seen yet: each vault of the region is asked for it. `null`: none has it. That a vault may not be looked
 * into counts only where no other answers with the point.
 */
export const vaultHolding = async (aws: Aws, arn: string): Promise<Result<string | null, AwsProblem>> => {
  const vaults = await all(vaultPages(aws));
  if (!vaults.ok) return vaults;
  let problem: AwsProblem | null = null;
  for (const batch of batches(vaults.value, VAULTS_AT_ONCE)) {
    const answers = await Promise.all(batch.map(({ name }) => describePoint(aws, name, arn)));
    const holder = batch[answers.findIndex((answer) => answer.ok)];
    if (holder !== undefined) return ok(holder.name);
    for (const answer of answers) if (!answer.ok && !isAbsent(answer.error)) problem ??= answer.error;
  }
  return problem === null ? ok(null) : err(problem);
};
