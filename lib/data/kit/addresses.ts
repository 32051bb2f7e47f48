import { compareAddresses, type InterfaceMatch } from '@/lib/jobs/compare-addresses';
import { backedUpLayout } from '@/lib/restore/backed-up-layout';
import type { RestorePlan } from '@/lib/restore/plan';

/** One place of an interface, in the backup and in the plan. */
export interface AddressRow {
  /** Device index. */
  readonly index: number;
  readonly role: 'primary' | 'secondary' | 'interface';
  /** `null`: there was none. */
  readonly before: string | null;
  /** `''`: AWS chooses; `null`: none. */
  readonly after: string | null;
}

const asked = (match: InterfaceMatch | undefined, role: 'primary' | 'secondary'): readonly string[] =>
  (match?.addresses ?? []).flatMap((each) => {
    if (each.role !== role || each.asked === null) return [];
    return [each.asked.kind === 'fixed' ? each.asked.address : ''];
  });

/** Every address of a plan beside the one that the backup had in its place. */
export const addressRows = (plan: RestorePlan): readonly AddressRow[] => {
  const backup = backedUpLayout(plan.source);
  const before = backup.ok ? compareAddresses(backup.value, []) : [];
  const after = compareAddresses(plan, []);
  const indexes = [...new Set([...before, ...after].map(({ deviceIndex }) => deviceIndex))].toSorted((a, b) => a - b);
  return indexes.flatMap((index): readonly AddressRow[] => {
    const was = before.find(({ deviceIndex }) => deviceIndex === index);
    const is = after.find(({ deviceIndex }) => deviceIndex === index);
    if (is?.askedInterfaceId != null) return [{ index, role: 'interface', before: null, after: is.askedInterfaceId }];
    return (['primary', 'secondary'] as const).flatMap((role) => {
      const [old, now] = [asked(was, role), asked(is, role)];
      return Array.from({ length: Math.max(old.length, now.length) }, (_, i) => ({
        index,
        role,
        before: old[i] ?? null,
        after: now[i] ?? null,
      }));
    });
  });
};
