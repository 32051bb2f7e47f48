import { err, ok, type Result } from '@/lib/result';
import { isObject, type JsonObject } from '../json';
import type { RestoreMetadata } from '../plan';
import type { SourceNote } from '../source-note';
import { regionOfArn } from './arn';
import { type Option, readOptions, Unreadable } from './command-words';
import { type CommandOptions, type ImportProblem, importProblem, positionOf } from './input';
import { jsonFault } from './json-fault';
import type { Piece } from './piece';
import { arnNote, placeholderIn } from './placeholders';
import { optionsOf } from './recognise/found';
import { recognise } from './recognise/recognise';
import { otherType } from './recognise/resource-type';
import type { AwsCommand } from './script';
import type { ShellScope } from './shell-scope';
import { readShorthand } from './shorthand';

/** A start-restore-job command. `metadata` is `null` where it names a file, whose name is `file`. */
export interface ReadCommand {
  readonly options: CommandOptions;
  readonly metadata: RestoreMetadata | null;
  readonly file: string;
  /** Whether more than the map may stand in that file: `--cli-input-json` takes a body, and `jq .RestoreMetadata` takes the map out of an answer. */
  readonly takesWhole: boolean;
  readonly resourceType: string | null;
  readonly notes: readonly SourceNote[];
}

const USED = [
  '--metadata',
  '--cli-input-json',
  '--region',
  '--recovery-point-arn',
  '--iam-role-arn',
  '--resource-type',
  '--copy-source-tags-to-restored-resource',
  '--no-copy-source-tags-to-restored-resource',
];

/** PowerShell 5 hands quotes on only where they are escaped, also inside its single quotes. */
const unescapedQuotes = (text: string): string => text.replace(/\\(["\\])/g, '$1');

const readJsonValue = (piece: Piece): unknown => {
  const fault = jsonFault(piece.text);
  if (fault === null) return JSON.parse(piece.text);
  const plain = unescapedQuotes(piece.text);
  if (plain !== piece.text && jsonFault(plain) === null) return JSON.parse(plain);
  throw new Unreadable(fault.code, piece.at(fault.offset), { found: fault.found });
};

/** The name inside `file://name`; `null` for anything else. */
const fileName = (text: string): string | null => /^fileb?:\/\/(.*)$/s.exec(text)?.[1] ?? null;

/** Reads the options of one command, with what the script around it has put into variables. */
class CommandReader {
  private readonly notes: SourceNote[] = [];

  constructor(
    private readonly options: readonly Option[],
    private readonly scope: ShellScope,
  ) {}

  note(code: SourceNote['code'], severity: SourceNote['severity'], params: SourceNote['params']): void {
    this.notes.push({ code, severity, at: '', params });
  }

  /** The last of several counts, as in the AWS CLI. */
  private option(name: string): Option | undefined {
    return this.options.findLast((each) => each.name === name);
  }

  /** A value that may stay unknown: it is said, and the rest is checked without it. */
  private side(name: string): string | null {
    const value = this.option(name)?.value;
    if (value == null) return null;
    const resolved = this.scope.resolve(value);
    if (resolved.kind !== 'text') {
      this.note('filled-by-shell', 'info', { option: name, text: value.text.slice(0, 80) });
      return null;
    }
    const { text } = resolved.piece;
    const placeholder = placeholderIn(text);
    const wrong: SourceNote | null = name.endsWith('-arn')
      ? arnNote(name, text)
      : placeholder === null
        ? null
        : { code: 'placeholder', severity: 'error', at: '', params: { where: name, text: placeholder } };
    if (wrong === null) return text;
    this.notes.push(wrong);
    return null;
  }

  /** A value without which nothing can be said. `$(cat FILE)` is what `file://FILE` is. */
  private main(name: string): { readonly piece: Piece | null; readonly file: string | null; readonly extracts: boolean } {
    const value = this.option(name)?.value;
    if (value == null) return { piece: null, file: null, extracts: false };
    const resolved = this.scope.resolve(value);
    if (resolved.kind === 'unknown') throw new Unreadable('shell-value', value.at(0), { option: name, text: value.text.slice(0, 80) });
    if (resolved.kind === 'file') return { piece: null, file: resolved.name, extracts: resolved.extracts };
    const { text } = resolved.piece;
    const placeholder = text.trim() === '' ? null : placeholderIn(text);
    if (placeholder !== null) throw new Unreadable('placeholder', value.at(0), { option: name, text: placeholder });
    const file = fileName(text);
    return { piece: file === null ? resolved.piece : null, file, extracts: false };
  }

  private body(piece: Piece | null): JsonObject {
    const value = piece === null ? {} : readJsonValue(piece);
    return isObject(value) ? value : {};
  }

  private metadata(piece: Piece): RestoreMetadata {
    if (!/^\s*[{[]/.test(piece.text)) {
      const read = readShorthand(piece.text);
      if (!read.ok) throw new Unreadable('shorthand', piece.at(read.error.offset));
      return read.value;
    }
    const value = readJsonValue(piece);
    if (!isObject(value)) throw new Unreadable('not-an-object', piece.at(0));
    const seen = recognise(value);
    // The whole answer in the place of the map inside it: AWS refuses that.
    if (seen.kind !== 'metadata' || seen.found.form === 'map' || seen.within !== null) return value as RestoreMetadata;
    this.note('whole-answer', 'error', {});
    return seen.found.metadata;
  }

  private tags(within: CommandOptions): boolean | null {
    const tags = this.options.findLast((each) => each.name.endsWith('copy-source-tags-to-restored-resource'));
    return tags === undefined ? within.copyTags : !tags.name.startsWith('--no-');
  }

  read(): ReadCommand {
    const input = this.main('--cli-input-json');
    const body = this.body(input.piece);
    const within = optionsOf(body);
    const type = this.side('--resource-type') ?? (typeof body.ResourceType === 'string' ? body.ResourceType : null);
    if (type === '') this.note('empty-resource-type', 'error', {});
    const recoveryPointArn = this.side('--recovery-point-arn') ?? within.recoveryPointArn;
    const options: CommandOptions = {
      region: this.side('--region') ?? regionOfArn(recoveryPointArn),
      recoveryPointArn,
      restoreRoleArn: this.side('--iam-role-arn') ?? within.restoreRoleArn,
      copyTags: this.tags(within),
      ignored: this.options.map((each) => each.name).filter((name) => !USED.includes(name)),
    };
    const { piece, file, extracts } = this.main('--metadata');
    const inside = isObject(body.Metadata) ? (body.Metadata as RestoreMetadata) : null;
    const metadata = piece !== null ? this.metadata(piece) : file === null ? inside : null;
    const wanted = file ?? (piece === null && inside === null ? input.file : null);
    if (metadata === null && wanted === null)
      throw new Unreadable(this.option('--cli-input-yaml') === undefined ? 'no-metadata' : 'yaml', null);
    const found = otherType(metadata ?? {}, type, recoveryPointArn);
    if (found !== null) throw new Unreadable('not-ec2', null, { ...found });
    return {
      options,
      metadata,
      file: wanted ?? '',
      takesWhole: extracts || (file === null && input.file !== null),
      resourceType: type,
      notes: this.notes,
    };
  }
}

/**
 * Reads a command as a start-restore-job. Never throws. A variable that the script does not set itself cannot be known: in the place of the metadata that is a
 * problem, not a guess; anywhere else it is said.
 */
export const readCommand = (text: string, { words }: AwsCommand, scope: ShellScope): Result<ReadCommand, ImportProblem> => {
  try {
    const { options, typographic } = readOptions(words);
    const reader = new CommandReader(options, scope);
    if (typographic.length > 0) reader.note('typographic', 'error', { characters: typographic.join(' ') });
    return ok(reader.read());
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    const at = problem.offset === null ? null : positionOf(text, problem.offset);
    return err(importProblem(problem.code, problem.params, at));
  }
};
