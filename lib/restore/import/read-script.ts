import { err, ok, type Result } from '@/lib/result';
import { isObject, openJson } from '../json';
import type { SourceNote } from '../source-note';
import { type ImportProblem, importProblem, positionOf, type RestoreInput } from './input';
import { jsonFault } from './json-fault';
import type { Piece } from './piece';
import { type ReadCommand, readCommand } from './read-command';
import { choiceOf, inputOf, readJson, several } from './read-json';
import type { FoundMetadata } from './recognise/found';
import { recognise } from './recognise/recognise';
import { type AwsCommand, readScript, type Script } from './script';
import { fileKey } from './shell-scope';
import type { Dialect } from './shell-words';

type Read = Result<RestoreInput, ImportProblem>;

const START = 'backup start-restore-job';

/** The JSON of a piece; where it is none, why and at which place of the whole text. */
const jsonOf = (text: string, piece: Piece): Result<unknown, ImportProblem> => {
  const fault = jsonFault(piece.text);
  if (fault === null) return ok(openJson(piece.text));
  return err(importProblem(fault.code, { found: fault.found }, positionOf(text, piece.at(fault.offset))));
};

interface Metadata {
  readonly found: FoundMetadata;
  readonly file: string | null;
}

/** The documents of a script that are metadata. */
const metadataIn = ({ documents }: Script): readonly Metadata[] =>
  documents.flatMap(({ piece, file }): Metadata[] => {
    const value = openJson(piece.text);
    const seen = isObject(value) || Array.isArray(value) ? recognise(value) : null;
    if (seen?.kind === 'metadata') return [{ found: seen.found, file }];
    return seen?.kind === 'several' ? seen.found.map((found) => ({ found, file })) : [];
  });

/** A command with what the file that it names holds. */
const together = (command: ReadCommand, found: FoundMetadata): Read => {
  // `--metadata` takes the map alone, and a file with the whole answer in it is refused by AWS.
  const whole: readonly SourceNote[] =
    found.form === 'map' || command.takesWhole ? [] : [{ code: 'whole-answer', severity: 'error', at: '', params: {} }];
  const { options } = command;
  const own = found.options;
  return ok({
    ...inputOf(found, null),
    region: options.region ?? own.region,
    recoveryPointArn: options.recoveryPointArn ?? own.recoveryPointArn,
    restoreRoleArn: options.restoreRoleArn ?? own.restoreRoleArn,
    copyTags: options.copyTags ?? own.copyTags,
    ignored: options.ignored,
    form: 'command',
    notes: [...command.notes, ...whole, ...found.notes],
  });
};

/** The content of the file that a command names: what the script writes into it, else the metadata that stands beside the command. */
const withFile = (text: string, script: Script, command: ReadCommand): Read => {
  const written = script.files.get(fileKey(command.file));
  if (written != null) {
    const value = jsonOf(text, written);
    if (!value.ok) return value;
    const seen = isObject(value.value) || Array.isArray(value.value) ? recognise(value.value) : null;
    return seen?.kind === 'metadata' ? together(command, seen.found) : readJson(value.value, positionOf(text, written.at(0)));
  }
  // What another program makes of an answer is not that answer.
  const all = metadataIn(script).filter(({ found }) => written === undefined || found.form === 'map' || command.takesWhole);
  const named = all.filter(({ file }) => file === fileKey(command.file));
  const maps = all.filter(({ found }) => found.form === 'map');
  const [only, ...more] = named.length > 0 ? named : maps.length > 0 ? maps : all;
  if (only !== undefined && more.length === 0) return together(command, only.found);
  if (only !== undefined) return err(several([only, ...more].map(({ found }) => choiceOf(found))));
  if (script.fault !== null) return faultOf(text, script.fault);
  const waiting = command.notes.find(({ code }) => code === 'placeholder');
  if (waiting !== undefined)
    return err(importProblem('placeholder', { option: String(waiting.params.where), text: String(waiting.params.text) }));
  return err({ ...importProblem('metadata-file', { file: command.file }), command: command.options });
};

const faultOf = (text: string, { code, found, offset }: NonNullable<Script['fault']>): Read =>
  err(importProblem(code, { found }, positionOf(text, offset)));

const ofStart = (text: string, script: Script, start: AwsCommand): Read => {
  const command = readCommand(text, start, script.scope);
  if (!command.ok) return command;
  const { metadata, options, notes } = command.value;
  if (metadata === null) return withFile(text, script, command.value);
  return ok({ ...options, metadata, form: 'command', within: null, vault: null, notes });
};

/** Several commands: those that say the same are one. */
const ofStarts = (text: string, script: Script, starts: readonly AwsCommand[]): Read => {
  const different = new Map(starts.map((each) => [text.slice(each.from, each.to).trim(), each]));
  const [only, ...more] = [...different.values()];
  if (only !== undefined && more.length === 0) return ofStart(text, script, only);
  const choices = [...different].map(([command, each]) => {
    const read = readCommand(text, each, script.scope);
    const { line } = positionOf(text, each.from);
    const name = read.ok ? read.value.options.recoveryPointArn : null;
    return { name: name ?? `start-restore-job (${line})`, text: `${command}\n` };
  });
  return err(several(choices));
};

const ofDocuments = (text: string, script: Script): Read | null => {
  const all = metadataIn(script);
  const [only, ...more] = all;
  if (only !== undefined && more.length > 0) return err(several(all.map(({ found }) => choiceOf(found))));
  if (only !== undefined) return ok(inputOf(only.found, null));
  const [first] = script.documents;
  if (first === undefined) return null;
  const value = jsonOf(text, first.piece);
  return value.ok ? readJson(value.value, positionOf(text, first.piece.at(0))) : value;
};

/** JSON with something behind it that is neither JSON nor a command: the AWS CLI would refuse the file. */
const trailing = (text: string, script: Script): Read | null => {
  const start = text.search(/\S/);
  const [first, ...more] = script.documents;
  if (first === undefined || first.piece.at(0) !== start || more.length > 0 || script.commands.length > 0) return null;
  const rest = text.slice(first.piece.at(first.piece.text.length));
  // What is left of a prompt or of a heredoc says nothing.
  if (/^\s*(?:[%$#>]|EOF|EOS|END)?\s*$/.test(rest)) return null;
  const fault = jsonFault(text.slice(start));
  return fault === null ? null : faultOf(text, { ...fault, offset: start + fault.offset });
};

/**
 * Reads a text as a script: its start-restore-job with the metadata that it is given, else the metadata that stands in the text by itself. What a person pastes is
 * often such a script without knowing it: a command with its answer below, two answers one after the other.
 */
export const readScriptText = (text: string, dialect: Dialect): Read => {
  const script = readScript(text, dialect);
  const starts = script.commands.filter(({ name }) => name === START);
  if (starts.length > 0) return ofStarts(text, script, starts);
  if (script.openQuote !== null) return err(importProblem('open-quote', {}, positionOf(text, script.openQuote)));
  if (script.fault !== null) return faultOf(text, script.fault);
  const documents = trailing(text, script) ?? ofDocuments(text, script);
  if (documents !== null) return documents;
  const [command] = script.commands;
  if (command !== undefined) return err(importProblem('other-command', { command: `aws ${command.name}` }));
  return err(importProblem('not-recognised', {}, positionOf(text, Math.max(0, text.search(/\S/)))));
};
