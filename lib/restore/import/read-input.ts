import { err, ok, type Result } from '@/lib/result';
import { isObject, type JsonObject, openJson } from '../json';
import { knownKey } from '../keys';
import type { RestoreMetadata } from '../plan';
import type { ByteOrderMark } from './decode';
import { type CommandOptions, type ImportProblem, type ImportProblemCode, positionOf, type RestoreInput } from './input';
import { jsonFault } from './json-fault';
import { bodyOptions, type ReadCommand, readCommand } from './read-command';

/** More than any metadata could be: AWS takes 32 parameters. */
const MAX_INPUT_CHARACTERS = 1_000_000;

type Read = Result<RestoreInput, ImportProblem>;

const problem = (code: ImportProblemCode, params: ImportProblem['params'] = {}, at: ImportProblem['at'] = null): Read =>
  err({ code, params, at, command: null });

const NOTHING: CommandOptions = { region: null, recoveryPointArn: null, restoreRoleArn: null, copyTags: null, ignored: [] };

const vaultOfArn = (arn: unknown): string | null =>
  typeof arn === 'string' ? (/:backup-vault:([a-zA-Z0-9_-]{2,50})$/.exec(arn)?.[1] ?? null) : null;

const found = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

/** A map, a Get… answer or a StartRestoreJob body. In a map every value is text, so an object under one of these names is not one of its values. */
const ofObject = (object: JsonObject): Read => {
  const metadata = isObject(object.RestoreMetadata) ? object.RestoreMetadata : isObject(object.Metadata) ? object.Metadata : null;
  if (metadata === null) return ok({ ...NOTHING, metadata: object as RestoreMetadata, form: 'map', vault: null, notes: [] });
  const type = object.ResourceType;
  if (typeof type === 'string' && type.toUpperCase() !== 'EC2') return problem('not-ec2', { type });
  return ok({
    ...bodyOptions(object),
    metadata: metadata as RestoreMetadata,
    form: metadata === object.RestoreMetadata ? 'answer' : 'request',
    vault: vaultOfArn(object.BackupVaultArn),
    notes: [],
  });
};

const ofValue = (value: unknown, text: string): Read => {
  if (isObject(value)) return ofObject(value);
  // JSON that was printed as a JSON string once more.
  const again = typeof value === 'string' ? openJson(value) : null;
  return isObject(again) ? ofObject(again) : problem('not-an-object', { found: found(value) }, positionOf(text, text.search(/\S/)));
};

/** The JSON that `text` is from `offset` on. */
const ofJson = (text: string, offset: number): Read => {
  const json = text.slice(offset);
  const value = openJson(json);
  if (value !== undefined) return ofValue(value, text);
  const fault = jsonFault(json);
  return problem(fault?.code ?? 'json-unexpected', { found: fault?.found ?? '' }, positionOf(text, offset + (fault?.offset ?? 0)));
};

/** A command with the map of the file that it names, given in the same text. */
const together = (command: ReadCommand, file: Read): Read =>
  file.ok ? ok({ ...file.value, ...command.options, form: 'command', vault: file.value.vault }) : file;

const ofCommand = (text: string, command: ReadCommand): Read => {
  if (command.metadata !== null) return ok({ ...command.options, metadata: command.metadata, form: 'command', vault: null, notes: [] });
  const behind = text.slice(command.end).search(/^[ \t]*[{"]/m);
  if (behind >= 0) return together(command, ofJson(text, command.end + behind));
  return err({ code: 'metadata-file', params: { file: command.file }, at: null, command: command.options });
};

const ofCommandText = (text: string): Read => {
  const command = readCommand(text, 0);
  if (!command.ok) return command;
  return command.value === null ? problem('not-recognised', {}, positionOf(text, text.search(/\S/))) : ofCommand(text, command.value);
};

const ofJsonText = (text: string, start: number): Read => {
  const read = ofJson(text, start);
  if (read.ok || read.error.code !== 'json-after-end' || read.error.at === null) return read;
  // A file with the command that uses it behind.
  const end = read.error.at.offset;
  const command = readCommand(text, end);
  if (!command.ok || command.value === null || command.value.metadata !== null) return read;
  return together(command.value, ofJson(text.slice(0, end), start));
};

/**
 * Reads what a person pastes or gives: a metadata map, the whole answer of get-recovery-point-restore-metadata or get-restore-job-metadata, the body of
 * StartRestoreJob, or an `aws backup start-restore-job` command, alone or together with the content of the file that it names. Never throws.
 * @param mark the byte order mark of the file that the text comes from
 */
export const readRestoreInput = (given: string, mark: ByteOrderMark | null = null): Read => {
  const read = readText(given);
  const found = mark ?? (given.startsWith('\ufeff') ? 'UTF-8' : null);
  if (!read.ok || found === null) return read;
  return ok({
    ...read.value,
    notes: [{ code: 'byte-order-mark', severity: 'warning', at: '', params: { encoding: found } }, ...read.value.notes],
  });
};

const readText = (given: string): Read => {
  if (given.length > MAX_INPUT_CHARACTERS) return problem('too-large', { limit: MAX_INPUT_CHARACTERS });
  // Offsets stay those of the given text: a byte order mark is blanked, not cut.
  const text = given.replace(/^\ufeff/, ' ');
  const start = text.search(/\S/);
  if (start < 0) return problem('empty');
  // A number, true or null: JSON as well, and neither a map nor a command.
  const value = openJson(text);
  if (value !== undefined && !isObject(value) && !Array.isArray(value)) return ofValue(value, text);
  return /[{["]/.test(text.charAt(start)) ? ofJsonText(text, start) : ofCommandText(text);
};

/**
 * The map with its values as text: what is JSON instead of a string with JSON inside becomes that string. `null` says nothing, and its key is left out. A value
 * for which there is no such text (an object where a name belongs) stays as it is, and `parseTemplate` refuses it: its JSON would be a name that nobody meant.
 */
export const textValues = (metadata: RestoreMetadata): RestoreMetadata => {
  const entries: readonly [string, unknown][] = Object.entries(metadata);
  const texts = entries.flatMap(([name, value]): [string, unknown][] => {
    if (value === null) return [];
    return [[name, typeof value === 'string' || knownKey(name)?.format === 'text' ? value : JSON.stringify(value)]];
  });
  return Object.fromEntries(texts) as RestoreMetadata;
};

/** The keys whose value is `null`, which are not sent. */
export const nullKeys = (metadata: RestoreMetadata): readonly string[] =>
  Object.entries(metadata as Readonly<Record<string, unknown>>).flatMap(([name, value]) => (value === null ? [name] : []));
