import type { Cidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import { ok, type Result } from '@/lib/result';
import type { Command } from './command';
import type { SubnetId } from './ids';
import { nicAutomatic } from './nic-automatic';
import { type ParseProblem, parseTemplate } from './parse';
import type { RestorePlan } from './plan';

/** The article's five cases (article.md step 5), for one interface. */
export type AddressCase =
  | { readonly case: 1 }
  | { readonly case: 2; readonly primary: Ipv4 }
  | { readonly case: 3; readonly primary: Ipv4; readonly secondaryCount: number }
  | { readonly case: 4; readonly primary: Ipv4; readonly secondaries: readonly Ipv4[] }
  | { readonly case: 5; readonly secondaries: readonly Ipv4[] };

/** The commands that put `nic` into one of the five cases, whatever stood there before. */
export const addressCase = (nic: string, wanted: AddressCase): readonly Command[] => {
  const secondaries =
    wanted.case === 3
      ? ({ kind: 'automatic', count: wanted.secondaryCount } as const)
      : ({ kind: 'fixed', values: wanted.case === 4 || wanted.case === 5 ? wanted.secondaries : [] } as const);
  return [
    // First out of the way, so that an address may change its role.
    { type: 'set-secondaries', nic, secondaries: { kind: 'fixed', values: [] } },
    { type: 'set-primary', nic, address: 'primary' in wanted ? wanted.primary : 'automatic' },
    { type: 'set-secondaries', nic, secondaries },
  ];
};

/** All interfaces and addresses as they were backed up. */
export const asInTheBackup = (plan: RestorePlan): Result<readonly Command[], ParseProblem> => {
  const parsed = parseTemplate(plan.source);
  return parsed.ok ? ok([{ type: 'replace-nics', nics: parsed.value.nics }]) : parsed;
};

/** Where an interface goes. */
interface SubnetTarget {
  readonly subnetId: SubnetId;
  readonly cidr: Cidr;
}

/** Every interface of the backup in the subnet that `targetOf` gives for its key (`null`: it stays in its own), host parts of the backed-up addresses kept. */
export const sameLastOctetsIn = (
  plan: RestorePlan,
  targetOf: (nic: string) => SubnetTarget | null,
): Result<readonly Command[], ParseProblem> => {
  const backup = asInTheBackup(plan);
  const parsed = parseTemplate(plan.source);
  if (!backup.ok || !parsed.ok) return backup;
  const moves = parsed.value.nics.flatMap((nic): Command[] => {
    const target = nic.kind === 'new' ? targetOf(nic.key) : null;
    return target === null ? [] : [{ type: 'set-subnet', nic: nic.key, ...target, addresses: 'keep-last-octets' }];
  });
  return ok([...backup.value, ...moves]);
};

/** AWS picks every address; as many secondaries as there were. */
export const allAutomatic = (plan: RestorePlan): readonly Command[] => plan.nics.filter((nic) => nic.kind === 'new').flatMap(nicAutomatic);
