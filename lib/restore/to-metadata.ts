import { openJson, sameJson } from './json';
import { metadataValue } from './keys';
import { inOrder } from './member-order';
import { nicSpec } from './nic-spec';
import type { RestoreMetadata, RestorePlan } from './plan';
import { originalOf, sentKeys } from './sent-keys';

const interfacesText = (plan: RestorePlan): string => {
  const text = metadataValue(plan.source.template, 'NetworkInterfaces');
  const specs = plan.nics.map((nic) => {
    const original = originalOf(plan, nic);
    return inOrder(nicSpec(nic, original, plan.nics.length), original);
  });
  // What nothing changed keeps AWS's own spelling to the byte.
  return text !== null && sameJson(openJson(text), specs) ? text : JSON.stringify(specs);
};

/**
 * The metadata that StartRestoreJob is given for `plan`.
 * @param requestId fresh UUID for `aws:backup:request-id`, one per attempt (1.6)
 */
export const toMetadata = (plan: RestorePlan, requestId: string): RestoreMetadata => sentKeys(plan, requestId, interfacesText(plan));
