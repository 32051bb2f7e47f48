import { ok, type Result } from '@/lib/result';
import { applyAll } from '../apply';
import type { Command, CommandRefusal } from '../command';
import type { InstanceTypeFact } from '../facts';
import type { Arn } from '../ids';
import { type JsonObject, sameJson } from '../json';
import { metadataValue, spellingOf } from '../keys';
import { type ParseProblem, parseTemplate } from '../parse';
import type { InstanceSettings, Nic, PlanSource, RestoreMetadata, RestorePlan } from '../plan';
import { templateNics } from '../sent-keys';
import { toMetadata } from '../to-metadata';
import type { CommandOptions, RestoreInput } from './input';
import { textValues } from './text-values';

/** Where a plan comes from whose file does not say more: nothing but the file is known. */
export const sourceOfFile = (metadata: RestoreMetadata, options: CommandOptions, vault: string | null = null): PlanSource => ({
  account: '',
  region: options.region ?? '',
  vault: vault ?? '',
  recoveryPointArn: (options.recoveryPointArn ?? '') as Arn,
  resourceArn: null,
  resourceName: null,
  createdAt: null,
  template: textValues(metadata),
});

/**
 * Interfaces as a person wrote them. A backup's interface still names its old id beside the subnet, and its public IP is seldom meant (V22); in an interface
 * that somebody made for a restore, a public IP was asked for.
 */
const askedFor = (nics: readonly Nic[], metadata: RestoreMetadata): readonly Nic[] => {
  const raw = templateNics(metadata);
  return nics.map((nic) => {
    const members = nic.origin === null ? undefined : raw[nic.origin];
    const asked = members?.AssociatePublicIpAddress === true && (members.NetworkInterfaceId ?? '') === '';
    return nic.kind === 'new' && asked ? { ...nic, publicIp: true } : nic;
  });
};

/**
 * A plan that is the file: what it sends is what stands there, with clashes resolved as for a backup. Printing the plan of a file that the console exported gives
 * that file again. Never throws.
 */
export const planOfFile = (
  source: PlanSource,
  options: { readonly restoreRoleArn?: Arn | null; readonly type?: InstanceTypeFact | null } = {},
): Result<RestorePlan, ParseProblem> => {
  const parsed = parseTemplate(source, options);
  return parsed.ok ? ok({ ...parsed.value, nics: askedFor(parsed.value.nics, source.template) }) : parsed;
};

/**
 * The file's interfaces as interfaces of a plan with another template: each is seen as the backed-up one that it has most in common with, so that differences
 * are told member by member and the backup's spelling is kept.
 */
const adopted = (nics: readonly Nic[], file: readonly JsonObject[], template: RestoreMetadata): readonly Nic[] => {
  const shared = (members: JsonObject, original: JsonObject): number =>
    Object.keys(members).filter((name) => Object.hasOwn(original, name) && sameJson(members[name], original[name])).length;
  const originals = templateNics(template);
  const pairs = nics.flatMap((_, position) =>
    originals.map((original, origin) => ({ position, origin, common: shared(file[position] ?? {}, original) })),
  );
  const origins = new Map<number, number>();
  const taken = new Set<number>();
  for (const { position, origin } of pairs.sort((a, b) => b.common - a.common)) {
    if (origins.has(position) || taken.has(origin)) continue;
    origins.set(position, origin);
    taken.add(origin);
  }
  return nics.map((nic, position) => ({ ...nic, origin: origins.get(position) ?? null }));
};

/** Keys that the plan prints from its own state, never from an override. */
const OWN = ['networkinterfaces', 'aws:backup:request-id'];

const same = (file: RestoreMetadata, template: RestoreMetadata, key: string): boolean =>
  (metadataValue(file, key) ?? '') !== '' && metadataValue(file, key) === metadataValue(template, key);

const settingsOf = (plan: RestorePlan, file: RestoreMetadata): InstanceSettings => {
  const { template } = plan.source;
  return {
    instanceType: metadataValue(file, 'InstanceType') ?? plan.settings.instanceType,
    instanceProfile: same(file, template, 'IamInstanceProfileName') ? 'backed-up' : 'none',
    keyPair: same(file, template, 'KeyName') ? 'backed-up' : 'none',
    cpuOptions: same(file, template, 'CpuOptions') ? 'keep' : 'drop',
    userData: metadataValue(file, 'UserData'),
    overrides: {},
  };
};

/** What else the file says differently from what the plan would send: set as text, or taken out. */
const overridesFor = (plan: RestorePlan, file: RestoreMetadata): InstanceSettings['overrides'] => {
  const sent = toMetadata(plan, '');
  const overrides: [string, string | null][] = [];
  for (const [key, value] of Object.entries(file))
    if (!OWN.includes(key.toLowerCase()) && metadataValue(sent, key) !== value)
      overrides.push([spellingOf(plan.source.template, key) ?? key, value]);
  for (const key of Object.keys(sent)) if (!OWN.includes(key.toLowerCase()) && spellingOf(file, key) === null) overrides.push([key, null]);
  return Object.fromEntries(overrides);
};

type FileAndOptions = CommandOptions & Pick<RestoreInput, 'metadata'>;

/**
 * The commands that turn a plan for a recovery point into the given file, as one step: its interfaces, settings, role and tags switch. Every key that cannot be
 * said by a setting becomes an override, so that nothing of the file is lost.
 */
export const importCommands = (plan: RestorePlan, input: FileAndOptions): Result<readonly Command[], ParseProblem | CommandRefusal> => {
  const written = planOfFile(sourceOfFile(input.metadata, input));
  if (!written.ok) return written;
  // A plan never sends what it resolved in the file: top-level keys that clash, CpuOptions that the type refuses.
  const file = toMetadata(written.value, '');
  const first: Command[] = [
    { type: 'replace-nics', nics: adopted(written.value.nics, templateNics(file), plan.source.template) },
    { type: 'set-settings', settings: settingsOf(plan, file) },
    ...(input.restoreRoleArn === null ? [] : [{ type: 'set-restore-role', roleArn: input.restoreRoleArn as Arn } as const]),
    ...(input.copyTags === null ? [] : [{ type: 'set-copy-tags', copyTags: input.copyTags } as const]),
  ];
  const applied = applyAll(plan, first);
  if (!applied.ok) return applied;
  const overrides = overridesFor(applied.value, file);
  return ok(Object.keys(overrides).length === 0 ? first : [...first, { type: 'set-settings', settings: { overrides } }]);
};
