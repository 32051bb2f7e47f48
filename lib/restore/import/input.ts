import type { Params } from '../diagnostic';
import type { RestoreMetadata } from '../plan';
import type { SourceNote } from '../source-note';

/** What metadata was read from. */
export type MetadataForm =
  /** A bare map, as `--metadata file://` takes it. */
  | 'map'
  /** get-recovery-point-restore-metadata. */
  | 'answer'
  /** get-restore-job-metadata. */
  | 'job-answer'
  /** get-restore-testing-inferred-metadata. */
  | 'inferred-answer'
  /** The body of StartRestoreJob, in the spelling of any SDK. */
  | 'request'
  | 'command';

/** What a pasted or given text holds: the metadata of a restore, and whatever else it says about that restore (`null` where it does not). */
export interface RestoreInput extends CommandOptions {
  /**
   * The map as it stands in the text, key order included. A value that is not text (somebody opened the JSON string and forgot to close it again) stays as it is,
   * for rule J1 to report at its place; `textValues` writes such values as text.
   */
  readonly metadata: RestoreMetadata;
  readonly form: MetadataForm;
  /** What the metadata was found in, where it did not stand by itself. */
  readonly within: Container | null;
  /** What was noticed about the text itself. */
  readonly notes: readonly SourceNote[];
  /** Vault of a whole answer. */
  readonly vault: string | null;
}

/** What can stand around metadata; a message key below `check-file.within.` */
export type Container = 'cloudtrail' | 'step-functions' | 'har' | 'event' | 'automation' | 'list' | 'other';

/** What a start-restore-job command says besides the metadata. */
export interface CommandOptions {
  /** Of `--region`, else the one inside the recovery point's ARN. */
  readonly region: string | null;
  readonly recoveryPointArn: string | null;
  readonly restoreRoleArn: string | null;
  readonly copyTags: boolean | null;
  /** Options that play no part in a check, in their order: said, so that nothing is dropped in silence. */
  readonly ignored: readonly string[];
}

/** A place in a text: `offset` in UTF-16 units from 0, `line` and `column` from 1. */
export interface TextPosition {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Why JSON cannot be read. */
export type JsonFaultCode =
  | 'json-cut-short'
  | 'json-trailing-comma'
  | 'json-missing-comma'
  | 'json-single-quotes'
  | 'json-curly-quotes'
  | 'json-comment'
  | 'json-control'
  | 'json-escape'
  | 'json-space'
  | 'json-key'
  | 'json-after-end'
  | 'json-too-deep'
  | 'json-unexpected';

/** JSON or text that is something else; a message for each says what it is and what to give instead. */
export type OtherThingCode =
  | 'not-ec2'
  | 'skeleton'
  | 'hidden-metadata'
  | 'is-policy'
  | 'is-authorization'
  | 'is-testing-selection'
  | 'is-testing-plan'
  | 'is-recovery-point'
  | 'is-recovery-points'
  | 'is-backup-job'
  | 'is-restore-job'
  | 'is-failed-job'
  | 'is-restore-jobs'
  | 'is-started'
  | 'is-event'
  | 'is-trail'
  | 'is-facts'
  | 'is-run-instances'
  | 'is-aws-error'
  | 'is-cli-error'
  | 'json-no-start'
  | 'powershell-output'
  | 'is-failure'
  | 'is-notification'
  | 'is-value'
  | 'is-template'
  | 'is-arn'
  | 'is-markup'
  | 'source-code'
  | 'table-output'
  | 'text-output'
  | 'yaml-answer'
  | 'yaml';

/** Why a text cannot be read as restore metadata; message keys below `check-file.problem.`. */
export type ImportProblemCode =
  | JsonFaultCode
  | OtherThingCode
  | 'empty'
  | 'too-large'
  | 'not-text'
  | 'not-utf8'
  | 'encoding'
  | 'encoding-broken'
  | 'file-kind'
  | 'not-recognised'
  | 'not-an-object'
  | 'unknown-object'
  | 'several'
  | 'open-quote'
  | 'other-command'
  | 'no-metadata'
  | 'metadata-file'
  | 'placeholder'
  | 'shell-value'
  | 'option-without-value'
  | 'second-word'
  | 'unquoted-json'
  | 'shorthand';

/** One of several things in a text, of which a person wants one. */
export interface Choice {
  /** The recovery point, job or keys that tell it from the others. */
  readonly name: string;
  /** The text of that one alone. */
  readonly text: string;
}

/** A problem with its place (`null`: the text as a whole). */
export interface ImportProblem {
  readonly code: ImportProblemCode;
  readonly params: Params;
  readonly at: TextPosition | null;
  /** Of `metadata-file`: what the command says; the content of the file it names is still wanted. */
  readonly command: CommandOptions | null;
  /** Of `several`. */
  readonly choices: readonly Choice[];
  /** What AWS said where the text is about a failure, to be explained. */
  readonly failure: string | null;
}

/** A problem of the text as a whole, or at a place. */
export const importProblem = (code: ImportProblemCode, params: Params = {}, at: TextPosition | null = null): ImportProblem => ({
  code,
  params,
  at,
  command: null,
  choices: [],
  failure: null,
});

/** The line and column of an offset. */
export const positionOf = (text: string, offset: number): TextPosition => {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { offset, line, column: offset - lineStart + 1 };
};
