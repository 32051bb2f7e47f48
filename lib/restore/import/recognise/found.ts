import type { Params } from '../../diagnostic';
import { isObject, type JsonObject } from '../../json';
import { knownKey } from '../../keys';
import type { RestoreMetadata } from '../../plan';
import type { SourceNote } from '../../source-note';
import { regionOfArn, vaultOfArn } from '../arn';
import type { CommandOptions, ImportProblemCode, MetadataForm } from '../input';
import { arnNote } from '../placeholders';
import { memberOf, openedText, textOf } from './members';
import { plainMap } from './plain-map';
import { otherType } from './resource-type';

/** Restore metadata, and the JSON that it was found in. */
export interface FoundMetadata {
  readonly kind: 'metadata';
  readonly form: MetadataForm;
  readonly metadata: RestoreMetadata;
  readonly options: CommandOptions;
  readonly vault: string | null;
  /** Of the answer of get-restore-job-metadata. */
  readonly jobId: string | null;
  readonly notes: readonly SourceNote[];
  /** The answer, body or map itself. */
  readonly source: JsonObject;
}

/** JSON that is something else: what it is and what to give instead is in the words of `code`. */
export interface OtherThing {
  readonly kind: 'other';
  readonly code: ImportProblemCode;
  readonly params: Params;
  /** What AWS says where the thing is a failure, to be explained. */
  readonly failure: string | null;
}

export type Finding = FoundMetadata | OtherThing;

export const other = (code: ImportProblemCode, params: Params = {}, failure: string | null = null): OtherThing => ({
  kind: 'other',
  code,
  params,
  failure,
});

/** What a StartRestoreJob body or an answer says besides the metadata, in whatever spelling. */
export const optionsOf = (body: JsonObject): CommandOptions => {
  const recoveryPointArn = textOf(body, 'RecoveryPointArn');
  const tags = memberOf(body, 'CopySourceTagsToRestoredResource');
  return {
    region: regionOfArn(recoveryPointArn),
    recoveryPointArn,
    restoreRoleArn: textOf(body, 'IamRoleArn'),
    copyTags: typeof tags === 'boolean' ? tags : null,
    ignored: [],
  };
};

/** How many of an object's keys are keys of EC2's metadata. */
export const ec2Keys = (object: JsonObject): number => Object.keys(object).filter((key) => knownKey(key) !== null).length;

/** A map under one of AWS's names, be it as JSON or, as some tools print it, as JSON inside a text. */
export const mapOf = (object: JsonObject, name: string): JsonObject | null => {
  const value = memberOf(object, name);
  const opened = typeof value === 'string' ? openedText(value) : value;
  return plainMap(opened) ?? (isObject(opened) ? opened : null);
};

/** `--generate-cli-skeleton` prints a body in which every text is empty. */
const emptyIn = (body: JsonObject): readonly string[] => Object.keys(body).filter((name) => body[name] === '');

/** Step Functions write `SubnetId.$` for a value that they fill in. */
const withoutPaths = (metadata: JsonObject): RestoreMetadata =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key.replace(/\.\$$/, ''), value])) as RestoreMetadata;

const note = (code: SourceNote['code'], params: Params = {}): SourceNote => ({ code, severity: 'error', at: '', params });

/** What is wrong with the ARNs of a body. Step Functions write `RecoveryPointArn.$` for one that they fill in. */
const arnNotes = (body: JsonObject): readonly SourceNote[] =>
  ['RecoveryPointArn', 'IamRoleArn'].flatMap((name) => arnNote(name, textOf(body, name)) ?? []);

/** Metadata with what surrounds it; or what it is, where it is no EC2 restore's. */
export const metadataIn = (form: MetadataForm, map: JsonObject, body: JsonObject | null): Finding => {
  const around = body ?? {};
  const options = optionsOf(around);
  const type = memberOf(around, 'ResourceType');
  const found = otherType(map, typeof type === 'string' ? type : null, options.recoveryPointArn);
  if (found !== null) return other('not-ec2', { ...found });
  const empty = emptyIn(around);
  if (empty.length > 0 && Object.values(map).every((value) => value === '')) return other('skeleton', { list: empty.join(', ') });
  const asText = body !== null && ['Metadata', 'RestoreMetadata'].some((name) => typeof memberOf(body, name) === 'string');
  return {
    kind: 'metadata',
    form,
    metadata: withoutPaths(map),
    options,
    vault: vaultOfArn(memberOf(around, 'BackupVaultArn')),
    jobId: textOf(around, 'RestoreJobId'),
    notes: [
      ...arnNotes(around),
      ...(type === '' ? [note('empty-resource-type')] : []),
      ...(asText && form === 'request' ? [note('metadata-as-text')] : []),
    ],
    source: body ?? map,
  };
};
