import { acceptanceKey } from '@/lib/jobs/acknowledge';
import type { Diagnostic } from '@/lib/restore/diagnostic';

/** What an approver needs not look at twice: remarks that come with every restore. */
const counts = ({ severity }: Diagnostic): boolean => severity !== 'info';

/** How findings have changed: those that were not there then, and those that are not there any more. The same finding with other particulars is another. */
export const findingsSince = (
  then: readonly Diagnostic[],
  now: readonly Diagnostic[],
): { readonly fresh: readonly Diagnostic[]; readonly gone: readonly Diagnostic[] } => {
  const [before, after] = [new Set(then.map(acceptanceKey)), new Set(now.map(acceptanceKey))];
  return {
    fresh: now.filter((each) => counts(each) && !before.has(acceptanceKey(each))),
    gone: then.filter((each) => counts(each) && !after.has(acceptanceKey(each))),
  };
};
