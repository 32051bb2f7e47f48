import 'server-only';
import type { Place } from '@/lib/paths';
import type { InstanceFact, InterfaceFact, Known } from '@/lib/restore/facts';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import { isHere, type Original } from '@/lib/restore/original';
import { scopeIn } from '../scope';
import { knownValue, type Unknown, unknown } from './known';
import { type Asking, instanceFacts } from './network';

/** The instances that hold addresses in the subnets, and the original where it is here. */
export const instanceIds = (
  interfaces: Readonly<Record<string, Known<readonly InterfaceFact[]>>>,
  original: Original | null,
  place: Place,
): readonly string[] => {
  const holders = Object.values(interfaces).flatMap((fact) => (knownValue(fact) ?? []).flatMap((each) => each.instanceId ?? []));
  return original === null || !isHere(original, place) ? holders : [...holders, original.id];
};

/**
 * The original of a copied backup, asked for where it is; `null` where it is here, or none is named. One of another account cannot be asked for with the credentials of this
 * one.
 */
export const originalElsewhere = (asking: Asking, original: Original | null): Promise<Known<InstanceFact | null>> | null => {
  if (original === null || isHere(original, asking.scope)) return null;
  if (original.account !== asking.scope.account) {
    const reason = { code: 'undecided', why: 'original-in-other-account' } as const;
    return Promise.resolve(unknown('ec2:DescribeInstances', new Date().toISOString(), reason));
  }
  const there = { ...asking, scope: scopeIn(asking.scope, original.region) };
  return instanceFacts(there, [original.id]).then((fact) => only(fact, original.id));
};

/** One of the instances; `null`: it is not among them. */
export const only = (fact: Known<readonly InstanceFact[]>, id: string): Known<InstanceFact | null> =>
  fact.state === 'unknown' ? fact : { ...fact, value: fact.value.find((instance) => instance.id === id) ?? null };

/**
 * The name of the instance profile that the restore passes on: the one that the plan names, or the original's; `null`: it passes none, because the original had none or is
 * gone.
 */
export const passedProfile = async (
  { instanceProfileName }: FactsSubject,
  original: Promise<Known<InstanceFact | null>>,
): Promise<string | null | Unknown> => {
  if (instanceProfileName !== 'UseBackedUpValue') return instanceProfileName;
  const found = await original;
  return found.state === 'unknown' ? found : (found.value?.profileArn?.split('/').at(-1) ?? null);
};
