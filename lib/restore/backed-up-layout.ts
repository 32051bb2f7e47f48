import { ok, type Result } from '@/lib/result';
import { type ParseProblem, parseTemplate } from './parse';
import type { PlanSource, RestorePlan } from './plan';
import { originalOf } from './sent-keys';

/**
 * The layout that was backed up, to be read beside a plan. It differs from a plan that begins with it in one thing: the public IP is told as AWS returned it,
 * which a plan turns off (V22).
 */
export const backedUpLayout = (source: PlanSource): Result<RestorePlan, ParseProblem> => {
  const parsed = parseTemplate(source);
  if (!parsed.ok) return parsed;
  const plan = parsed.value;
  const nics = plan.nics.map((nic) =>
    nic.kind === 'new' ? { ...nic, publicIp: originalOf(plan, nic).AssociatePublicIpAddress === true } : nic,
  );
  return ok({ ...plan, nics });
};
