import type { Params } from '../diagnostic';
import type { RestoreMetadata } from '../plan';
import type { SourceNote } from '../source-note';

/** What a pasted or given text holds: the metadata of a restore, and whatever else it says about that restore (`null` where it does not). */
export interface RestoreInput extends CommandOptions {
  /**
   * The map as it stands in the text, key order included. A value that is not text (somebody opened the JSON string and forgot to close it again) stays as it is,
   * for rule J1 to report at its place; `textValues` writes such values as text.
   */
  readonly metadata: RestoreMetadata;
  /** A bare map, the whole answer of a Get… call, the body of StartRestoreJob, or a command. */
  readonly form: 'map' | 'answer' | 'request' | 'command';
  /** What was noticed about the text itself. */
  readonly notes: readonly SourceNote[];
  /** Vault of a whole answer. */
  readonly vault: string | null;
}

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

/** Why a text cannot be read as restore metadata; message keys below `check-file.problem.`. */
export type ImportProblemCode =
  | JsonFaultCode
  | 'empty'
  | 'too-large'
  | 'not-text'
  | 'not-utf8'
  | 'encoding'
  | 'not-recognised'
  | 'not-an-object'
  | 'not-ec2'
  | 'open-quote'
  | 'other-command'
  | 'no-metadata'
  | 'metadata-file'
  | 'shell-value'
  | 'option-without-value'
  | 'shorthand';

/** A problem with its place (`null`: the text as a whole). */
export interface ImportProblem {
  readonly code: ImportProblemCode;
  readonly params: Params;
  readonly at: TextPosition | null;
  /** Of `metadata-file`: what the command says; the content of the file it names is still wanted. */
  readonly command: CommandOptions | null;
}

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
