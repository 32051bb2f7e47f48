import 'server-only';
import { type ContextEntry, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { DecodeAuthorizationMessageCommand } from '@aws-sdk/client-sts';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { iamClient, stsClient } from './clients';
import type { Aws } from './connection';

/** May `principalArn` (a role's or user's ARN) do `action` on `resourceArn`? */
export interface Question {
  readonly principalArn: string;
  readonly action: string;
  readonly resourceArn: string;
  /** `iam:PassedToService` and the like. */
  readonly context?: Readonly<Record<string, string>>;
}

/** SimulatePrincipalPolicy's verdict. `explicit`: a statement denies, which no other policy can lift; `by` names what stands in the way. */
export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly explicit: boolean; readonly by: 'policy' | 'boundary' | 'organization' };

/** Asks IAM's simulator. It looks at identity policies, boundaries and organization policies, not at the resource's own policy. */
export const simulate = async (aws: Aws, question: Question): Promise<Result<Verdict, AwsProblem>> => {
  const entries = Object.entries(question.context ?? {}).map(
    ([name, value]): ContextEntry => ({
      ContextKeyName: name,
      ContextKeyType: value === 'true' ? 'boolean' : 'string',
      ContextKeyValues: [value],
    }),
  );
  const answer = await call('iam:SimulatePrincipalPolicy', () =>
    iamClient(aws).send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: question.principalArn,
        ActionNames: [question.action],
        ResourceArns: [question.resourceArn],
        ...(entries.length === 0 ? {} : { ContextEntries: entries }),
      }),
    ),
  );
  if (!answer.ok) return answer;
  const result = answer.value.EvaluationResults?.[0];
  if (result?.EvalDecision === 'allowed') return ok({ allowed: true });
  const explicit = result?.EvalDecision === 'explicitDeny';
  if (result?.OrganizationsDecisionDetail?.AllowedByOrganizations === false) return ok({ allowed: false, explicit, by: 'organization' });
  if (result?.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false)
    return ok({ allowed: false, explicit, by: 'boundary' });
  return ok({ allowed: false, explicit, by: 'policy' });
};

/** DecodeAuthorizationMessage: the JSON text inside an encoded authorization failure message (F1). */
export const decodeAuthorizationMessage = async (aws: Aws, encoded: string): Promise<Result<string, AwsProblem>> => {
  const answer = await call('sts:DecodeAuthorizationMessage', () =>
    stsClient(aws).send(new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded })),
  );
  return answer.ok ? ok(answer.value.DecodedMessage ?? '') : answer;
};
