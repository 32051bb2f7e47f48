import { parseCidr } from '@/lib/net/cidr';
import { applyAll } from '@/lib/restore/apply';
import { newKey } from '@/lib/restore/apply/nics';
import type { Command, CommandRefusal } from '@/lib/restore/command';
import { newNic } from '@/lib/restore/new-nic';
import type { NewNic, Nic, RestorePlan } from '@/lib/restore/plan';
import { err, ok, type Result } from '@/lib/result';
import type { NicOption, NicProblem } from './nic-option';

const problem = (code: NicProblem['code'], params: NicProblem['params']): { readonly ok: false; readonly error: NicProblem } =>
  err({ code, params });

const known = (plan: RestorePlan): string => plan.nics.map((nic) => nic.deviceIndex).join(', ');

/** Interfaces for device indexes that the backup lacks, each where its option says. */
const withAdded = (plan: RestorePlan, options: readonly NicOption[]): Result<RestorePlan, NicProblem> => {
  let nics: readonly Nic[] = plan.nics;
  for (const { index, subnetId, groups } of [...options].sort((a, b) => a.index - b.index)) {
    if (nics.some((nic) => nic.deviceIndex === index)) continue;
    if (subnetId === null) return problem('no-such-index', { index, known: known(plan) });
    nics = [...nics, newNic(newKey(nics), index, subnetId, groups ?? [])];
  }
  return ok({ ...plan, nics });
};

const nicAt = (plan: RestorePlan, index: number): Result<NewNic, NicProblem> => {
  const nic = plan.nics.find((each) => each.deviceIndex === index);
  return nic?.kind === 'new' ? ok(nic) : problem('existing', { index });
};

/** Addresses of the old subnet mean nothing in the new one: whoever moves an interface says what becomes of them. */
const leavesAddresses = (nic: NewNic, option: NicOption): boolean =>
  (option.primary === null && nic.primary.kind === 'fixed') ||
  (option.secondaries === null && nic.secondaries.kind === 'fixed' && nic.secondaries.values.length > 0);

/** `make-automatic` looks at no block, and the network is not asked here. */
const ANY_BLOCK = parseCidr('0.0.0.0/0');

const moved = (nic: NewNic, { subnetId }: NicOption): readonly Command[] =>
  subnetId === null || subnetId === nic.subnetId || ANY_BLOCK === null
    ? []
    : [{ type: 'set-subnet', nic: nic.key, subnetId, cidr: ANY_BLOCK, addresses: 'make-automatic' }];

/** First every address that changes is taken away, then each is put in its place, so that interfaces may swap theirs. */
const commandsFor = (chosen: readonly { readonly nic: NewNic; readonly option: NicOption }[]): readonly Command[] => {
  const clear = chosen.flatMap(({ nic, option }): Command[] => [
    ...moved(nic, option),
    ...(option.primary === null ? [] : [{ type: 'set-primary', nic: nic.key, address: 'automatic' } as const]),
    ...(option.secondaries === null
      ? []
      : [{ type: 'set-secondaries', nic: nic.key, secondaries: { kind: 'fixed', values: [] } } as const]),
  ]);
  const place = chosen.flatMap(({ nic, option }): Command[] => [
    ...(option.groups === null ? [] : [{ type: 'set-groups', nic: nic.key, groups: option.groups } as const]),
    ...(option.primary?.kind === 'fixed' ? [{ type: 'set-primary', nic: nic.key, address: option.primary.address } as const] : []),
    ...(option.secondaries === null ? [] : [{ type: 'set-secondaries', nic: nic.key, secondaries: option.secondaries } as const]),
  ]);
  return [...clear, ...place];
};

const refused = ({ code, params }: CommandRefusal): NicProblem => {
  if (code === 'duplicate-address') return { code, params };
  // The options were read and the interfaces found: no other refusal is left.
  throw new Error(`a --nic option was refused: ${code}`);
};

/** Carries out `--nic` options on the plan of a template. What no option names stays as in the backup. */
export const applyNicOptions = (template: RestorePlan, options: readonly NicOption[]): Result<RestorePlan, NicProblem> => {
  const repeated = options.find((option, i) => options.findIndex((other) => other.index === option.index) < i);
  if (repeated !== undefined) return problem('index-twice', { index: repeated.index });
  const plan = withAdded(template, options);
  if (!plan.ok) return plan;
  const chosen: { nic: NewNic; option: NicOption }[] = [];
  for (const option of options) {
    const nic = nicAt(plan.value, option.index);
    if (!nic.ok) return nic;
    const leaves = option.subnetId !== null && option.subnetId !== nic.value.subnetId && leavesAddresses(nic.value, option);
    if (leaves) return problem('addresses-of-other-subnet', { index: option.index });
    chosen.push({ nic: nic.value, option });
  }
  const applied = applyAll(plan.value, commandsFor(chosen));
  return applied.ok ? applied : err(refused(applied.error));
};
