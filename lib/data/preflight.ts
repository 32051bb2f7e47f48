import 'server-only';
import { randomUUID } from 'node:crypto';
import { runInstancesDry } from '@/lib/aws/dry-run';
import { encodedMessageIn } from '@/lib/aws/errors';
import { decodeAuthorizationMessage } from '@/lib/aws/permissions';
import { readDraft } from '@/lib/db/repositories/drafts';
import { awsProblem, type Problem } from '@/lib/problem';
import { dryRunRequest } from '@/lib/restore/dry-run-request';
import { metadataValue } from '@/lib/restore/keys';
import { toMetadata } from '@/lib/restore/to-metadata';
import { err, ok, type Result } from '@/lib/result';
import { planOfDraft } from './drafts/stored';
import { readDecoded } from './preflight/read-decoded';
import type { DecodedAuthorization, DryRunAnswer, NotEncoded } from './preflight/views';
import type { Scope } from './scope';

/** Tries a draft's restore as a launch that AWS only judges. Asked for by a person, never by itself; nothing is created. */
export const dryRun = async (scope: Scope, draftId: string): Promise<Result<DryRunAnswer, Problem>> => {
  const draft = await readDraft(draftId);
  if (draft === null || draft.account !== scope.account || draft.region !== scope.region)
    return err({ code: 'not-found', what: 'draft', id: draftId });
  const plan = planOfDraft(draft);
  if (!plan.ok) return err({ code: 'conflict', what: 'draft', id: draftId });
  const { source } = plan.value;
  const profile = metadataValue(source.template, 'IamInstanceProfileName');
  const request = dryRunRequest(source.recoveryPointArn, toMetadata(plan.value, randomUUID()), profile);
  if (!request.ok) return ok({ outcome: 'impossible', reason: request.error });
  const answer = await runInstancesDry(scope.aws, request.value);
  if (!answer.ok)
    return answer.error.code === 'access-denied'
      ? ok({ outcome: 'not-permitted', action: answer.error.action, encoded: answer.error.encoded })
      : err(awsProblem(answer.error));
  const refusal = answer.value;
  if (refusal === null) return ok({ outcome: 'nothing-found' });
  return ok({
    outcome: 'refused',
    awsCode: 'awsCode' in refusal ? refusal.awsCode : refusal.code,
    awsMessage: 'awsMessage' in refusal ? refusal.awsMessage : '',
  });
};

/**
 * Opens an encoded authorization failure (F1).
 * @param text the encoded message itself, or AWS's whole sentence with it at the end
 */
export const decodeAuthorization = async (scope: Scope, text: string): Promise<Result<DecodedAuthorization, Problem | NotEncoded>> => {
  const encoded = encodedMessageIn(text) ?? text.trim();
  if (!/^[A-Za-z0-9_-]+$/.test(encoded)) return err({ code: 'not-encoded' });
  const decoded = await decodeAuthorizationMessage(scope.aws, encoded);
  if (decoded.ok) return ok(readDecoded(decoded.value));
  return decoded.error.code === 'invalid-request' ? err({ code: 'not-encoded' }) : err(awsProblem(decoded.error));
};
