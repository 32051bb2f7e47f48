import { checkMetadata, NO_CONTEXT } from '../check';
import type { Diagnostic } from '../diagnostic';
import type { FactIndex } from '../fact-index';
import { type FactsSubject, kmsKeyIdsIn } from '../facts-subject';
import { metadataValue } from '../keys';
import { instanceIdOf } from '../original';
import type { RestoreMetadata } from '../plan';
import { openMetadata, subnetIdsOf } from '../request';
import type { CheckContext } from '../rules/rule';
import type { SourceNote } from '../source-note';
import type { CommandOptions, RestoreInput } from './input';
import { placeholdersIn } from './placeholders';
import { textValues } from './text-values';

/** What the account knows of the recovery point that a file is for. */
export interface KnownBackup {
  readonly metadata: RestoreMetadata;
  /** `null` where AWS does not say. */
  readonly resourceArn: string | null;
  readonly vault: string;
}

const given = (values: readonly (string | null)[]): readonly string[] =>
  [...new Set(values.filter((value): value is string => value !== null && value !== ''))].sort();

/** What facts are asked about for a file: everything of it that AWS can say something about. */
export const fileSubject = (metadata: RestoreMetadata, options: CommandOptions, backup: KnownBackup | null): FactsSubject => {
  const request = openMetadata(metadata);
  const { nics, metadata: texts } = request;
  return {
    subnetIds: given([...subnetIdsOf(request), metadataValue(texts, 'SubnetId')]),
    interfaceIds: given(nics.map((nic) => (nic.subnetId === null ? nic.networkInterfaceId : null))),
    instanceTypes: given([metadataValue(texts, 'InstanceType')]),
    vpcIds: given([metadataValue(texts, 'VpcId')]),
    recoveryPointArn: options.recoveryPointArn,
    resourceArn: backup?.resourceArn ?? null,
    restoreRoleArn: options.restoreRoleArn,
    // An ARN is no name (F2), but says which profile is meant.
    instanceProfileName: metadataValue(texts, 'IamInstanceProfileName')?.split('/').at(-1) || null,
    vault: backup?.vault ?? null,
    kmsKeyIds: kmsKeyIdsIn(texts),
    otherTypes: false,
  };
};

/** What a check may know of a file's restore besides the file. */
const fileContext = (options: CommandOptions, backup: KnownBackup | null, notes: CheckContext['notes']): CheckContext => {
  const base = { ...NO_CONTEXT, region: options.region, restoreRoleArn: options.restoreRoleArn, notes };
  if (backup === null) return base;
  const metadata = textValues(backup.metadata);
  return {
    ...base,
    originalInstanceId: instanceIdOf(backup.resourceArn),
    backupKnown: true,
    backedUpCpuOptions: metadataValue(metadata, 'CpuOptions'),
    backedUpDevices: metadataValue(metadata, 'BlockDeviceMappings'),
    backedUpProfile: metadataValue(metadata, 'IamInstanceProfileName'),
    backedUpKeyPair: metadataValue(metadata, 'KeyName'),
    backedUpSubnetIds: subnetIdsOf(openMetadata(metadata)),
  };
};

/** The member or key that a pointer ends in. */
const nameIn = (at: string): string => at.split('/').findLast((step) => !/^\d*$/.test(step)) ?? at;

/** What stays true of a text whose metadata was corrected: nobody has filled in yet what only a person can. */
const STAYS: readonly string[] = ['placeholder', 'filled-by-shell', 'not-an-arn'];

/**
 * What is to be said about the text that metadata was read from, and about values in it that still wait to be filled in.
 * @param metadata as it is now: the input's own, or what was corrected of it
 */
export const notesOn = (metadata: RestoreMetadata, input: Pick<RestoreInput, 'metadata' | 'notes'>): readonly SourceNote[] => [
  ...(metadata === input.metadata ? input.notes : input.notes.filter(({ code }) => STAYS.includes(code))),
  ...placeholdersIn(metadata).map(
    ({ at, text }): SourceNote => ({
      code: 'placeholder',
      severity: 'error',
      at,
      params: { where: nameIn(at), text },
    }),
  ),
];

/** The findings about a file. That it names no restore role is none: a metadata.json has no place for one, and the command or the editor gives it. */
export const checkFile = (
  metadata: RestoreMetadata,
  index: FactIndex,
  options: CommandOptions,
  backup: KnownBackup | null,
  notes: CheckContext['notes'],
): readonly Diagnostic[] =>
  checkMetadata(metadata, index, fileContext(options, backup, notes)).filter((finding) => finding.code !== 'no-restore-role');
