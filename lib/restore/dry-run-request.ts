import { err, ok, type Result } from '@/lib/result';
import { isObject, type JsonObject, openJson } from './json';
import { knownKey } from './keys';
import type { RestoreMetadata } from './plan';

/** Why a restore cannot be tried as a launch: its point names no image (1.8), or a key cannot be read. */
export type NoDryRun = { readonly code: 'no-image' } | { readonly code: 'unreadable-key'; readonly key: string };

/** Keys that say what the image is, or are AWS Backup's own: RunInstances has no such members. */
const WITHOUT_MEMBER = new Set([
  'VpcId',
  'Architecture',
  'RootDeviceType',
  'VirtualizationType',
  'EnaSupport',
  'Platform',
  'ElasticGpuSpecification',
  'aws:backup:request-id',
]);

const isEmpty = (value: unknown): boolean => value === null || value === '';

/** Without members that say nothing: RunInstances takes neither null nor an empty name. */
const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (isEmpty(inner) ? [] : [[name, withoutEmpty(inner)]])));
};

const isOn = (text: string): boolean => text.toLowerCase() === 'true';

/** One key as members of RunInstances (facts 3.1); `null` where its text cannot be read. */
const membersOf = (name: string, text: string, backedUpProfile: string | null): JsonObject | null => {
  switch (name) {
    case 'IamInstanceProfileName': {
      const profile = text === 'UseBackedUpValue' ? backedUpProfile : text;
      return profile === null ? {} : { IamInstanceProfile: { Name: profile } };
    }
    case 'RequireIMDSv2':
    case 'requiredImdsV2':
      return { MetadataOptions: { HttpTokens: isOn(text) ? 'required' : 'optional' } };
    case 'EbsOptimized':
    case 'DisableApiTermination':
      return { [name]: isOn(text) };
    default:
      return jsonMembersOf(name, text);
  }
};

const jsonMembersOf = (name: string, text: string): JsonObject | null => {
  if (knownKey(name)?.format === 'text') return { [name]: text };
  const value = openJson(text);
  if (value === undefined) return null;
  // Monitoring comes in the shape in which an instance is described.
  if (name === 'Monitoring') return { Monitoring: { Enabled: isObject(value) && value.State === 'enabled' } };
  const said = withoutEmpty(value);
  return isObject(said) && Object.keys(said).length === 0 ? {} : { [name]: said };
};

/**
 * The RunInstances request, as a dry run, that comes nearest to a restore (facts 3.1).
 * @param recoveryPointArn names the image, but for points of a logically air-gapped vault
 * @param metadata as StartRestoreJob would be given it
 */
export const dryRunRequest = (
  recoveryPointArn: string,
  metadata: RestoreMetadata,
  backedUpProfile: string | null,
): Result<JsonObject, NoDryRun> => {
  const imageId = /:image\/(ami-[0-9a-z]+)$/.exec(recoveryPointArn)?.[1];
  if (imageId === undefined) return err({ code: 'no-image' });
  const members: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(metadata)) {
    const name = knownKey(key)?.name;
    if (name === undefined || WITHOUT_MEMBER.has(name) || text === '') continue;
    const made = membersOf(name, text, backedUpProfile);
    if (made === null) return err({ code: 'unreadable-key', key });
    Object.assign(members, made);
  }
  return ok({ ...members, ImageId: imageId, MinCount: 1, MaxCount: 1, DryRun: true });
};
