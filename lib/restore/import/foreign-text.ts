import { knownFailure } from '@/lib/jobs/known-failures';
import { knownKey } from '../keys';
import type { ImportProblem, ImportProblemCode } from './input';

/** What a text is that is neither JSON nor a command, and what it is called. */
export interface ForeignText {
  readonly code: ImportProblemCode;
  readonly params: ImportProblem['params'];
  /** AWS's words where it is a failure. */
  readonly failure: string | null;
}

const LANGUAGES: readonly (readonly [string, RegExp])[] = [
  ['Python', /\bboto3\b|\.start_restore_job\(|^\s*(?:import \w+|from [\w.]+ import )|^\s*def \w+\(.*\).*:\s*$|^\s*(?:el)?if .*:\s*$/m],
  ['PowerShell', /\bStart-BAKRestoreJob\b|\bGet-BAK\w+|=\s*@\{/],
  ['Terraform', /^\s*(?:resource|data|variable|module) "[\w-]+"/m],
  [
    'JavaScript',
    /\bStartRestoreJobCommand\b|\.startRestoreJob\(|\brequire\(|^\s*(?:const|let|var|export|function|async function) |=>\s*\{|\bJSON\.stringify\(/m,
  ],
  ['Java', /\bStartRestoreJobRequest\b|^\s*(?:public|private|import java|package) /m],
  ['Go', /^\s*func \w*\(|backup\.StartRestoreJobInput|^package \w+$/m],
  ['C#', /^\s*using (?:Amazon|System)\b|new StartRestoreJobRequest/m],
  ['Ruby', /Aws::Backup|^\s*require ['"]aws-sdk/m],
];

const isTable = (text: string): boolean => /^[|+][-=+]{5,}[|+]?\s*$/m.test(text) && /^\|.*\|\s*$/m.test(text);

/** `--output text`: the members of an answer one behind the other, nested ones in lines that begin with their name in capitals. */
const isTextOutput = (text: string): boolean =>
  /^(?:RESTOREMETADATA|INFERREDMETADATA|METADATA|RECOVERYPOINTS|RESTOREJOBS)(?:\t|$)/m.test(text) ||
  /^arn:aws[\w-]*:[^\s]*\tarn:aws/m.test(text);

const YAML_LINE = /^\s*(?:- )*(?:[\w.:$/-]+|'[^']*'|"[^"]*"):(?:\s.*)?$|^\s*- \S|^---\s*$|^\s*#/;

const isYaml = (text: string): boolean => {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#.*|---)?$/.test(line));
  const pairs = lines.filter((line) => YAML_LINE.test(line) && line.includes(':'));
  const names = lines.some((line) => knownKey(/^\s*(?:- )?["']?([\w:]+?)["']?:(?:\s|$)/.exec(line)?.[1] ?? '') !== null);
  // A block of text (`|`) inside may hold lines of any kind.
  return pairs.length > 0 && (pairs.length >= lines.length * 0.8 || /:\s*[|>]-?\s*$/m.test(text)) && (names || pairs.length > 1);
};

/** An answer of the AWS CLI, which `--output json` prints in a form that can be read. */
const isAnswer = (text: string): boolean =>
  /^(?:RestoreMetadata|InferredMetadata|RestoreJobId|BackupVaultArn|RecoveryPointArn):/m.test(text);

const CLI_ERROR = /An error occurred \((\w+)\) when calling the (\w+) operation[^:]*: *(.*)/s;

/** The mail that AWS Backup has SNS send about a job. */
const NOTIFICATION = /^\s*An AWS Backup [\w ]*job |\b(?:Restore ?Job|BackupJob|Backup ?Job) ?ID ?: ?[0-9A-Fa-f-]{36}/m;

const other = (code: ImportProblemCode, params: ImportProblem['params'] = {}, failure: string | null = null): ForeignText => ({
  code,
  params,
  failure,
});

/** What a text is of that people have beside restore metadata; `null` where nothing is known of it. */
export const foreignText = (text: string): ForeignText | null => {
  const [, error, , message] = CLI_ERROR.exec(text) ?? [];
  if (error !== undefined) {
    const said = (message ?? '').trim();
    return other('is-aws-error', { error, message: said }, knownFailure(said) === null ? null : said);
  }
  const id = /^\s*["']?(arn:aws[\w-]*:\S+?|ami-[0-9a-f]{8,17})["']?\s*$/.exec(text)?.[1];
  if (id !== undefined) return other('is-arn', { arn: id });
  if (NOTIFICATION.test(text)) return other('is-notification');
  if (/^\s*<(?:!doctype html|html|\?xml)/i.test(text)) return other('is-markup');
  if (isTable(text)) return other('table-output');
  if (isTextOutput(text)) return other('text-output');
  // YAML that holds a program in one of its values is YAML; a program may hold lines that look like YAML.
  if (/^\s*(?:---|- [\w-]+:|[\w-]+:(?:\s|$))/.test(text) && isYaml(text)) return other(isAnswer(text) ? 'yaml-answer' : 'yaml');
  const language = LANGUAGES.find(([, sign]) => sign.test(text))?.[0];
  if (language !== undefined) return other('source-code', { language });
  if (isYaml(text)) return other(isAnswer(text) ? 'yaml-answer' : 'yaml');
  return knownFailure(text) === null ? null : other('is-failure', {}, text.trim());
};
