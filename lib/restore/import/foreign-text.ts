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
  [
    'Python',
    /\bboto3\b|\.start_restore_job\(|^\s*(?:import [\w.]+(?: as \w+)?(?:, *[\w.]+)*\s*(?:#.*)?$|from [\w.]+ import )|^\s*def \w+\(.*\).*:\s*$|^\w+ = [{[]\s*$|^\s*(?:el)?if .*:\s*$/m,
  ],
  ['PowerShell', /\bStart-BAKRestoreJob\b|\bGet-BAK\w+|(?:=|^)\s*@\{/],
  ['PHP', /^\s*<\?php\b/],
  ['Terraform', /^\s*(?:resource|data|variable|module) "[\w-]+"/m],
  ['C#', /^\s*using (?:Amazon|System)\b|new StartRestoreJobRequest\s*(?:\(\)\s*)?\{/m],
  [
    'JavaScript',
    /\bStartRestoreJobCommand\b|\.startRestoreJob\(|\brequire\(|^\s*(?:(?:export )?(?:const|let|var) |export (?:default|async|function|class|\{)|(?:async )?function \w*\([^)\s]|async function )|=>\s*\{|\bJSON\.stringify\(|\bnew \w+\.Cfn\w+\(|^\s*import\b.*\bfrom\s*['"]/m,
  ],
  ['Java', /\bStartRestoreJobRequest\b|^\s*(?:(?:public|private|package) |import (?:java|software|com)\w*\.)/m],
  ['Go', /^\s*func \w*\(|backup\.StartRestoreJobInput|^package \w+$/m],
  ['Ruby', /Aws::Backup|^\s*require ['"]aws-sdk/m],
];

const isTable = (text: string): boolean => /^[|+][-=+]{5,}[|+]?\s*$/m.test(text) && /^\|.*\|\s*$/m.test(text);

/** `--output text`: the members of an answer one behind the other, nested ones in lines that begin with their name in capitals. */
const isTextOutput = (text: string): boolean =>
  /^(?:RESTOREMETADATA|INFERREDMETADATA|METADATA|RECOVERYPOINTS|RESTOREJOBS)(?:\t|$)/m.test(text) ||
  /^arn:aws[\w-]*:[^\s]*\tarn:aws/m.test(text);

const YAML_LINE = /^\s*(?:- )*(?:[\w.:$/-]+|'[^']*'|"[^"]*"):(?:\s.*)?$|^\s*- \S|^---\s*$|^\s*#/;

const isYaml = (text: string): boolean => {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#.*|---\s*)?$/.test(line));
  const pairs = lines.filter((line) => YAML_LINE.test(line) && line.includes(':'));
  const flow = [...text.matchAll(/[{,]\s*["']?([\w:]+?)["']?:\s/g)].map(([, name]) => name);
  const block = lines.map((line) => /^\s*(?:- )?["']?([\w:]+?)["']?:(?:\s|$)/.exec(line)?.[1]);
  const names = [...block, ...flow].some((name) => knownKey(name ?? '') !== null);
  // A block of text (`|`) inside may hold lines of any kind.
  return pairs.length > 0 && (pairs.length >= lines.length * 0.8 || /:\s*[|>]-?\s*$/m.test(text)) && (names || pairs.length > 1);
};

/** An answer of the AWS CLI, which `--output json` prints in a form that can be read. */
const isAnswer = (text: string): boolean =>
  /^(?:RestoreMetadata|InferredMetadata|RestoreJobId|BackupVaultArn|RecoveryPointArn):/m.test(text);

/** What the AWS CLI says of a command that it did not send. */
const CLI_USAGE =
  /^(?:Error parsing parameter '[^']*': .*|Parameter validation failed:.*|Unable to locate credentials\..*|(?:usage: )?aws: error: .*|Unknown options?: .*|Invalid choice: .*)$/m;

const CLI_ERROR = /An error occurred \((\w+)\) when calling the \w+ operation(?: \([^()]*\))?: *(.*)/s;

/** The mail that AWS Backup has SNS send about a job. */
const NOTIFICATION = /^\s*An AWS Backup [\w ]*job |\b(?:Restore ?Job|BackupJob|Backup ?Job) ?ID ?: ?[0-9A-Fa-f-]{36}/m;

/** A command, or the names that metadata has. */
const OF_A_REQUEST = /\bstart-restore-job\b|\b(?:InstanceType|RestoreMetadata)\b\W{0,3}[:=]/i;

const other = (code: ImportProblemCode, params: ImportProblem['params'] = {}, failure: string | null = null): ForeignText => ({
  code,
  params,
  failure,
});

/** What a text is of that people have beside restore metadata; `null` where nothing is known of it. */
export const foreignText = (text: string): ForeignText | null => {
  const [, error, message] = CLI_ERROR.exec(text) ?? [];
  if (error !== undefined) {
    const said = (message ?? '').trim();
    return other('is-aws-error', { error, message: said }, knownFailure(said) === null ? null : said);
  }
  const usage = CLI_USAGE.exec(text)?.[0];
  if (usage !== undefined) return other('is-cli-error', { message: usage.slice(0, 300) });
  const id = /^\s*["']?(arn:aws[\w-]*:\S+?|(?:ami|i|snap|vol)-[0-9a-f]{8,17})["']?\s*$/.exec(text)?.[1];
  if (id !== undefined) return other('is-arn', { arn: id });
  if (NOTIFICATION.test(text)) return other('is-notification');
  if (/^\s*<(?:!doctype html|html|\?xml|(?:pre|code|div|p|span|table|\w+)(?:\s[^<>]*)?>.*<\/)/is.test(text)) return other('is-markup');
  if (/^\s*"[^"\n]+"\s*:/.test(text)) return other('json-no-start');
  if (/^\w+ +: .*$/m.test(text) && text.split('\n').every((line) => /^(?:\s.*|\w+ +:.*)?\r?$/.test(line)))
    return other('powershell-output');
  if (isTable(text)) return other('table-output');
  if (isTextOutput(text)) return other('text-output');
  // YAML that holds a program in one of its values is YAML; a program may hold lines that look like YAML.
  if (/^\s*(?:---\s|- [\w-]+:|[\w-]+:(?:\s|$))/.test(text) && isYaml(text)) return other(isAnswer(text) ? 'yaml-answer' : 'yaml');
  const language = LANGUAGES.find(([, sign]) => sign.test(text))?.[0];
  if (language !== undefined) return other('source-code', { language });
  if (isYaml(text)) return other(isAnswer(text) ? 'yaml-answer' : 'yaml');
  // A request may hold the words of a failure: that explains nothing.
  return OF_A_REQUEST.test(text) || knownFailure(text) === null ? null : other('is-failure', {}, text.trim());
};
