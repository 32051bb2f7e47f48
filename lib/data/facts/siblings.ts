import 'server-only';
import type { Facts, InstanceTypeFact } from '@/lib/restore/facts';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import { siblingsOf, standInsOf } from '@/lib/restore/sibling-types';
import { known, knownValue } from './known';
import { type Asking, sameSizeFacts } from './network';

/** More than are offered as remedies, because the check, which knows the plan, may leave some out. */
const MOST = 6;
const MOST_WIDELY = 24;

interface TypeFacts {
  readonly types: Facts['instanceTypes'];
  readonly offerings: Facts['offerings'];
}

/**
 * Facts of other types that could stand in for those of `subject` that one of its zones does not offer (V33), or for which it had no capacity (F17). Only a help: where
 * AWS does not answer there are none.
 */
export const siblingFacts = async (
  asking: Asking,
  subject: FactsSubject,
  about: TypeFacts & { readonly subnets: Facts['subnets'] },
): Promise<TypeFacts> => {
  const subnets = (knownValue(about.subnets) ?? []).filter(({ id }) => subject.subnetIds.includes(id));
  const wanted = subject.instanceTypes.flatMap((type) => {
    const fact = about.types[type] === undefined ? null : knownValue(about.types[type]);
    const zones = about.offerings[type] === undefined ? null : knownValue(about.offerings[type]);
    const zone =
      subnets.find(({ availabilityZone }) => zones?.includes(availabilityZone) === false) ?? (subject.otherTypes ? subnets[0] : undefined);
    return fact === null || zone === undefined ? [] : [{ fact, zone: zone.availabilityZone, widely: subject.otherTypes }];
  });
  const found = await Promise.all(wanted.map((each) => siblingsIn(asking, each)));
  const entries = found.flat();
  return {
    types: Object.fromEntries(entries.map(({ fact, source, asOf }) => [fact.type, known(source, asOf, fact)])),
    offerings: Object.fromEntries(entries.map(({ fact, zone, source, asOf }) => [fact.type, known(source, asOf, [zone])])),
  };
};

interface Wanted {
  readonly fact: InstanceTypeFact;
  readonly zone: string;
  /** Also such as are larger. */
  readonly widely: boolean;
}

const siblingsIn = async (asking: Asking, { fact, zone, widely }: Wanted) => {
  const answer = await sameSizeFacts(asking, fact.type, zone);
  if (answer.state === 'unknown') return [];
  const { source, asOf } = answer;
  const found = widely ? standInsOf(fact, answer.value).slice(0, MOST_WIDELY) : siblingsOf(fact, answer.value).slice(0, MOST);
  return found.map((sibling) => ({ fact: sibling, zone, source, asOf }));
};
