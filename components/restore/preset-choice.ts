import { type Ipv4, ipv4ToNumber, parseIpv4 } from '@/lib/net/ipv4';
import { applyAll } from '@/lib/restore/apply';
import { sameLastOctets } from '@/lib/restore/apply/nics';
import type { Command, CommandRefusal } from '@/lib/restore/command';
import type { FactIndex, SubnetIndex } from '@/lib/restore/fact-index';
import type { SubnetId } from '@/lib/restore/ids';
import { parseTemplate } from '@/lib/restore/parse';
import type { NewNic, RestorePlan } from '@/lib/restore/plan';
import { type AddressCase, addressCase, allAutomatic, sameLastOctetsIn } from '@/lib/restore/presets';
import { isFree, nextFree } from '@/lib/restore/rules/free-addresses';
import { err, ok, type Result } from '@/lib/result';

export const CASES = ['case1', 'case2', 'case3', 'case4', 'case5'] as const;
export const WHOLE = ['backup', 'other-subnet', 'automatic'] as const;
export type PresetName = (typeof CASES)[number] | (typeof WHOLE)[number];

/** The form as it stands: texts, as typed. */
export interface PresetForm {
  readonly preset: PresetName;
  readonly nic: string;
  readonly primary: string;
  readonly secondaries: string;
  readonly count: string;
  /** Of each interface of the backup, by its key: the subnet that it goes to. */
  readonly subnets: Readonly<Record<string, string>>;
}

/** Why a form gives no commands; a message below `restore.presets.`. */
export type PresetProblem =
  | { readonly code: 'badAddress'; readonly field: 'primary' | 'secondaries'; readonly text: string }
  | { readonly code: 'noAddress'; readonly field: 'primary' | 'secondaries' }
  | { readonly code: 'badCount'; readonly field: 'count' }
  | { readonly code: 'noSubnet'; readonly field: 'subnet' }
  | { readonly code: 'unreadable'; readonly field: 'none' };

/** Whether a preset is about one interface. */
export const isCase = (preset: PresetName): preset is (typeof CASES)[number] => CASES.some((each) => each === preset);

/** Which fields a preset asks for. */
export const asks = (preset: PresetName) => ({
  primary: preset === 'case2' || preset === 'case3' || preset === 'case4',
  secondaries: preset === 'case4' || preset === 'case5',
  count: preset === 'case3',
  subnet: preset === 'other-subnet',
});

const words = (text: string): readonly string[] => text.split(/[\s,、]+/).filter((each) => each !== '');

const newNics = (plan: RestorePlan): readonly NewNic[] => plan.nics.filter((nic) => nic.kind === 'new');

/**
 * Sensible beginnings: the addresses that stand there, else those of the backup, else free ones of the subnet; another subnet than the present one.
 * Addresses that somebody else holds are offered only where the plan has them already.
 */
export const presetDefaults = (plan: RestorePlan, index: FactIndex, nicKey: string): Omit<PresetForm, 'preset'> => {
  const nic = newNics(plan).find(({ key }) => key === nicKey) ?? newNics(plan)[0];
  const backup = parseTemplate(plan.source);
  const origin = backup.ok && nic !== undefined ? newNics(backup.value).find((each) => each.origin === nic.origin) : undefined;
  const subnet = nic?.subnetId == null ? undefined : index.subnets.get(nic.subnetId);
  const taken = new Set<number>();
  const free = (): Ipv4 | null => {
    const found = subnet === undefined ? null : nextFree(subnet, subnet.range.first, taken);
    if (found !== null) taken.add(ipv4ToNumber(found));
    return found;
  };
  const usable = (address: Ipv4): boolean => subnet === undefined || isFree(subnet, ipv4ToNumber(address));
  const fixedPrimary = (of: NewNic | undefined): Ipv4 | null => (of?.primary.kind === 'fixed' ? of.primary.address : null);
  const list = (of: NewNic | undefined): readonly Ipv4[] => (of?.secondaries.kind === 'fixed' ? of.secondaries.values : []);
  const wasPrimary = fixedPrimary(origin);
  const primary = fixedPrimary(nic) ?? (wasPrimary !== null && usable(wasPrimary) ? wasPrimary : free());
  if (primary !== null) taken.add(ipv4ToNumber(primary));
  const before = list(origin).filter((address) => usable(address) && address !== primary);
  const now = list(nic).filter((address) => address !== primary);
  const secondaries = now.length > 0 ? now : before.length > 0 ? before : [free()].filter((each) => each !== null);
  const count = nic?.secondaries.kind === 'automatic' ? nic.secondaries.count : Math.max(1, secondaries.length);
  return {
    nic: nic?.key ?? '',
    primary: primary ?? '',
    secondaries: secondaries.join(' '),
    count: String(count),
    subnets: backup.ok ? otherSubnets(newNics(backup.value), index) : {},
  };
};

/** Whether a subnet has the last octets of all addresses of an interface, and nobody has those addresses. */
const takesOctets = (nic: NewNic, subnet: SubnetIndex): boolean =>
  [
    ...(nic.primary.kind === 'fixed' ? [nic.primary.address] : []),
    ...(nic.secondaries.kind === 'fixed' ? nic.secondaries.values : []),
  ].every((address) => {
    const moved = sameLastOctets(address, subnet.fact.cidr);
    return moved !== null && isFree(subnet, ipv4ToNumber(moved));
  });

/**
 * Another subnet for each interface: of its VPC, in the zone that the first one goes to (an instance has one), its last octets free there; one that lacks them where
 * none has, its own where there is no other.
 */
const otherSubnets = (nics: readonly NewNic[], index: FactIndex): Readonly<Record<string, string>> => {
  let zone: string | null = null;
  const chosen: Record<string, string> = {};
  for (const nic of nics) {
    const own = nic.subnetId === null ? undefined : index.subnets.get(nic.subnetId);
    const others = [...index.subnets.values()].filter(({ fact }) => fact.id !== nic.subnetId && fact.vpcId === own?.fact.vpcId);
    const wantedZone: string | null = zone ?? own?.fact.availabilityZone ?? null;
    const unused = others.filter(({ fact }) => !Object.values(chosen).includes(fact.id) && !fact.ipv6Native);
    const inZone: readonly SubnetIndex[] = unused.filter(({ fact }) => fact.availabilityZone === wantedZone);
    const anywhere: readonly SubnetIndex[] = zone === null ? unused : [];
    const taking = (all: readonly SubnetIndex[]): SubnetIndex | undefined => all.find((subnet) => takesOctets(nic, subnet));
    const found: SubnetIndex | undefined = taking(inZone) ?? taking(anywhere) ?? inZone[0] ?? anywhere[0] ?? own;
    chosen[nic.key] = found?.fact.id ?? '';
    zone = found?.fact.availabilityZone ?? zone;
  }
  return chosen;
};

const one = (text: string): Result<Ipv4, PresetProblem> => {
  const trimmed = text.trim();
  if (trimmed === '') return err({ code: 'noAddress', field: 'primary' });
  const address = parseIpv4(trimmed);
  return address === null ? err({ code: 'badAddress', field: 'primary', text: trimmed }) : ok(address);
};

const several = (text: string): Result<readonly Ipv4[], PresetProblem> => {
  const read = words(text).map((each) => ({ each, address: parseIpv4(each) }));
  const bad = read.find(({ address }) => address === null);
  if (bad !== undefined) return err({ code: 'badAddress', field: 'secondaries', text: bad.each });
  if (read.length === 0) return err({ code: 'noAddress', field: 'secondaries' });
  return ok(read.flatMap(({ address }) => (address === null ? [] : [address])));
};

const caseOf = (form: PresetForm): Result<AddressCase, PresetProblem> => {
  if (form.preset === 'case1') return ok({ case: 1 });
  if (form.preset === 'case5') {
    const list = several(form.secondaries);
    return list.ok ? ok({ case: 5, secondaries: list.value }) : list;
  }
  const primary = one(form.primary);
  if (!primary.ok) return primary;
  if (form.preset === 'case2') return ok({ case: 2, primary: primary.value });
  if (form.preset === 'case3') {
    const count = Number(form.count);
    return Number.isInteger(count) && count >= 1 && count <= 49
      ? ok({ case: 3, primary: primary.value, secondaryCount: count })
      : err({ code: 'badCount', field: 'count' });
  }
  const list = several(form.secondaries);
  return list.ok ? ok({ case: 4, primary: primary.value, secondaries: list.value }) : list;
};

/** The commands of the form, or what is wrong with it. Whether they apply, and what AWS would say, is for the plan and the checks to tell. */
export const presetCommands = (plan: RestorePlan, index: FactIndex, form: PresetForm): Result<readonly Command[], PresetProblem> => {
  if (isCase(form.preset)) {
    const wanted = caseOf(form);
    return wanted.ok ? ok(addressCase(form.nic, wanted.value)) : wanted;
  }
  if (form.preset === 'automatic') return ok(allAutomatic(plan));
  const targets = Object.entries(form.preset === 'backup' ? {} : form.subnets).map(([nic, id]) => [nic, index.subnets.get(id)] as const);
  if (form.preset === 'other-subnet' && (targets.length === 0 || targets.some(([, subnet]) => subnet === undefined)))
    return err({ code: 'noSubnet', field: 'subnet' });
  const facts = new Map(targets.flatMap(([nic, subnet]) => (subnet === undefined ? [] : [[nic, subnet.fact] as const])));
  const commands = sameLastOctetsIn(plan, (nic) => {
    const fact = facts.get(nic);
    return fact === undefined ? null : { subnetId: fact.id as SubnetId, cidr: fact.cidr };
  });
  return commands.ok ? commands : err({ code: 'unreadable', field: 'none' });
};

/** The label of the step that a preset makes. */
export const presetStep = (preset: PresetName): string =>
  isCase(preset) ? 'preset-case' : { backup: 'as-in-the-backup', 'other-subnet': 'other-subnet', automatic: 'all-automatic' }[preset];

/** What a form comes to: the plan after it, or why there is none. */
export interface PresetOutcome {
  readonly commands: Result<readonly Command[], PresetProblem>;
  readonly after: RestorePlan | null;
  readonly refusal: CommandRefusal | null;
}

/** Tries a form on the plan; nothing is changed. */
export const presetOutcome = (plan: RestorePlan, index: FactIndex, form: PresetForm): PresetOutcome => {
  const commands = presetCommands(plan, index, form);
  const applied = commands.ok ? applyAll(plan, commands.value) : null;
  return {
    commands,
    after: applied?.ok ? applied.value : null,
    refusal: applied === null || applied.ok ? null : applied.error,
  };
};
