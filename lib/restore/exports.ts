import type { RestoreMetadata } from './plan';

/** The text of `metadata.json`, as `--metadata file://metadata.json` takes it. */
export const metadataFile = (metadata: RestoreMetadata): string => `${JSON.stringify(metadata, null, 2)}\n`;

/** Quotes one word for a POSIX shell. */
export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The command that does the same with the AWS CLI, beside a `metadata.json` in the current folder. */
export const startRestoreJobCommand = (what: {
  readonly region: string;
  readonly recoveryPointArn: string;
  readonly restoreRoleArn: string | null;
  readonly copyTags: boolean;
}): string =>
  [
    'aws backup start-restore-job',
    `--region ${shellWord(what.region)}`,
    `--recovery-point-arn ${shellWord(what.recoveryPointArn)}`,
    ...(what.restoreRoleArn === null ? [] : [`--iam-role-arn ${shellWord(what.restoreRoleArn)}`]),
    '--resource-type EC2',
    what.copyTags ? '--copy-source-tags-to-restored-resource' : '--no-copy-source-tags-to-restored-resource',
    '--metadata file://metadata.json',
  ].join(' \\\n  ');
