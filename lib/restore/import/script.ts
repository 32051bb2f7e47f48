import { isObject, openJson } from '../json';
import { awsIn } from './aws-words';
import type { JsonFaultCode } from './input';
import { jsonFault } from './json-fault';
import { type Piece, within } from './piece';
import { fileKey, ShellScope } from './shell-scope';
import { type Dialect, readShellCommand, type ShellCommand, type ShellWord } from './shell-words';

/** A command of the AWS CLI in a script. */
export interface AwsCommand {
  /** What stands behind `aws`. */
  readonly words: readonly ShellWord[];
  /** `backup start-restore-job`. */
  readonly name: string;
  /** Its place in the whole text. */
  readonly from: number;
  readonly to: number;
}

/** A JSON object or list that stands in a script by itself. */
export interface ScriptDocument {
  readonly piece: Piece;
  /** The file that it is the content of, where the script says so. */
  readonly file: string | null;
}

/** Why what looks like a JSON document is none. */
export interface ScriptFault {
  readonly code: JsonFaultCode;
  readonly offset: number;
  readonly found: string;
}

/** What a text with commands in it says. */
export interface Script {
  readonly commands: AwsCommand[];
  readonly documents: ScriptDocument[];
  /** What the script itself writes into files, by `fileKey`; `null` for what another program puts there. */
  readonly files: Map<string, Piece | null>;
  readonly scope: ShellScope;
  fault: ScriptFault | null;
  /** Where a quote opens that is never closed, in a command of the AWS CLI. */
  openQuote: number | null;
}

/** What tells a request or an answer with metadata from any other JSON. */
const REQUEST = /"(?:restore|inferred)?metadata\\?"\s*:|"instancetype\\?"\s*:/i;
/** `{ aws …`, `{ local x=1`: a word of a command, and no name of a member, which a colon follows. */
const SHELL_BLOCK = /^\{\s+(?:aws\b|[a-z][\w./-]*(?:=|[ \t]+[^\s:]))/;
const WRITERS = /^(?:echo|printf|Write-Output|Write-Host)$/i;
const INTO_FILE = /^(?:Out-File|Set-Content|sc|tee|Add-Content)$/i;
const SHOWS = /^(?:cat|type|more|less|bat|Get-Content|gc)$/i;

class ScriptReader {
  private at = 0;
  /** The file that the next document is the content of: it was just shown. */
  private shown: string | null = null;
  /** What the command before a pipe gives. */
  private piped: ShellWord | null = null;

  constructor(
    private readonly script: Script,
    private readonly piece: Piece,
    private readonly dialect: Dialect,
  ) {}

  read(): void {
    const { text } = this.piece;
    while (this.at < text.length) {
      const char = text.charAt(this.at);
      if (/[\s;&|()]/.test(char)) this.at += 1;
      else if ((char !== '{' && char !== '[') || !this.document()) this.command();
    }
  }

  /** Reads a JSON document; `false` where there is none here. */
  private document(): boolean {
    const json = this.piece.text.slice(this.at);
    const fault = jsonFault(json);
    if (fault === null || fault.code === 'json-after-end') {
      const length = fault?.offset ?? json.length;
      this.script.documents.push({ piece: within(this.piece, json.slice(0, length), this.at), file: this.shown });
      this.shown = null;
      this.at += length;
      return true;
    }
    // A list of a shell's (`[ -f x ]`, `{ aws …; }`, the body of a function) begins with a blank, and a prompt or a placeholder (`[~]$`) with a name.
    if (SHELL_BLOCK.test(json)) return false;
    if (
      this.at === this.piece.text.search(/\S/)
        ? /^\[ *-|^\[[^\]\n"'{}:,]*[A-Za-z~][^\]\n"'{}:,]*\]/.test(json)
        : !/^(?:\{\s*["'}A-Za-z“]|\[\s*[{["])/.test(json)
    )
      return false;
    this.script.fault ??= { code: fault.code, offset: this.piece.at(this.at + fault.offset), found: fault.found };
    this.at += Math.max(1, fault.offset);
    this.nextLine();
    return true;
  }

  private nextLine(): void {
    const end = this.piece.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.piece.text.length : end + 1;
  }

  private command(): void {
    const from = this.at;
    const read = readShellCommand(this.piece.text, from, this.dialect);
    if (!read.ok) {
      this.unclosed(from, read.error);
      return;
    }
    const command = this.mapped(read.value);
    const text = this.piece.text.slice(from, command.end);
    this.at = Math.max(command.end, from + 1);
    const aws = awsIn(command.words);
    const handled =
      this.assignment(command) ||
      this.echoed(command, from, text) ||
      this.file(command) ||
      this.nested(command, aws !== null) ||
      this.inside(command, from);
    if (aws !== null) {
      this.script.commands.push({ ...aws, from: this.piece.at(from), to: this.piece.at(command.end) });
      if (command.heredoc !== null) this.script.files.set('stdin', this.script.scope.heredoc(command.heredoc));
    } else if (!handled && text.includes('\n') && command.heredoc === null && !/[\\^`]\s*\n/.test(text)) {
      // Prose, not a command: an apostrophe in it has swallowed what follows.
      this.at = from;
      this.nextLine();
    }
    this.piped = this.piece.text.charAt(command.end) === '|' ? (command.words.at(-1) ?? null) : null;
  }

  /** A quote that is never closed matters in a command of the AWS CLI; anywhere else it may be an apostrophe. */
  private unclosed(from: number, quote: number): void {
    const before = readShellCommand(this.piece.text.slice(0, quote), from, this.dialect);
    if (before.ok && awsIn(before.value.words) !== null) {
      this.script.openQuote ??= this.piece.at(quote);
      this.at = this.piece.text.length;
      return;
    }
    this.at = from;
    this.nextLine();
  }

  private mapped(command: ShellCommand): ShellCommand {
    const map = (word: ShellWord): ShellWord => ({ ...word, at: (index) => this.piece.at(word.at(index)) });
    return {
      ...command,
      words: command.words.map(map),
      heredoc: command.heredoc === null ? null : map(command.heredoc),
      target: command.target === null ? null : map(command.target),
    };
  }

  /** `NAME=value`, `export NAME=value`, `set NAME=value`, `$name = value`. */
  private assignment({ words, heredoc }: ShellCommand): boolean {
    const [first, second, third] = words;
    const read = first?.text === 'read' ? words.findLast((word) => /^[A-Za-z_]\w*$/.test(word.text)) : undefined;
    if (read !== undefined && heredoc !== null && read !== first) {
      this.script.scope.set(read.text, { kind: 'text', piece: this.script.scope.heredoc(heredoc) });
      return true;
    }
    const powershell = /^\$(?:env:)?(\w+)$/.exec(first?.text ?? '')?.[1];
    if (powershell !== undefined && second?.text === '=' && third !== undefined) {
      const name = /^(?:Get-Content|gc|cat|type)$/i.test(third.text) ? words.slice(3).find(({ text }) => !text.startsWith('-')) : undefined;
      if (name === undefined) return this.set(powershell, third);
      this.script.scope.set(powershell, { kind: 'file', name: name.text, extracts: false });
      return true;
    }
    let any = false;
    for (const word of words) {
      const name = /^\$?([A-Za-z_]\w*)=/.exec(word.text);
      if (name?.[1] !== undefined)
        any = this.set(name[1], { ...word, ...within(word, word.text.slice(name[0].length), name[0].length) }) || any;
      else if (!/^(?:export|set|declare|local|readonly|setx|-\w+)$/.test(word.text)) break;
    }
    return any;
  }

  private set(name: string, value: ShellWord): boolean {
    const resolved = this.script.scope.resolve(value);
    if (resolved.kind !== 'unknown') this.script.scope.set(name, resolved);
    return resolved.kind !== 'unknown';
  }

  /** What is written into a file, or shown from one. */
  private file({ words, heredoc, target: given }: ShellCommand): boolean {
    const { files, scope } = this.script;
    const [first, ...rest] = words[0]?.text === 'sudo' ? words.slice(1) : words;
    const name = first?.text ?? '';
    // What is thrown away is in no file.
    const target = given?.text === '/dev/null' ? null : given;
    const into = INTO_FILE.test(name) ? rest.find((word) => !word.text.startsWith('-') && !/^utf/i.test(word.text)) : target;
    const content = heredoc === null ? (INTO_FILE.test(name) ? this.piped : this.written(name, rest)) : scope.heredoc(heredoc);
    if (into !== null && into !== undefined && content !== null) {
      files.set(fileKey(into.text), content);
      return true;
    }
    if (into !== null && into !== undefined && !files.has(fileKey(into.text))) files.set(fileKey(into.text), null);
    if (!SHOWS.test(name) || heredoc !== null || rest.length !== 1 || target !== null) {
      if (heredoc === null) return false;
      new ScriptReader(this.script, scope.heredoc(heredoc), this.dialect).read();
      return true;
    }
    this.shown = fileKey(rest[0]?.text ?? '');
    return true;
  }

  /** cmd's `echo {"a":"b"} > file`, which writes the quotes, too. */
  private echoed({ target }: ShellCommand, from: number, text: string): boolean {
    const [, before = '', json = ''] = /^(echo\s+)(\{.*\})\s*>/is.exec(text) ?? [];
    if (this.dialect !== 'windows' || target === null || openJson(json) === undefined) return false;
    this.script.files.set(fileKey(target.text), within(this.piece, json, from + before.length));
    return true;
  }

  /** What `echo` and `printf` print, and what a here-string is. */
  private written(name: string, words: readonly ShellWord[]): ShellWord | null {
    if (WRITERS.test(name)) return words.findLast((word) => /^\s*[{[]/.test(word.text)) ?? null;
    return null;
  }

  /** A request that another program is given (`curl -d '{…}'`), or that stands in a line of a log. */
  private inside({ words }: ShellCommand, from: number): boolean {
    const [line = ''] = this.piece.text.slice(from, this.at).split('\n', 1);
    // A command of ours that was not understood is not one of its words.
    if (line.includes('start-restore-job')) return false;
    const word = words.find((each) => /^\s*\{/.test(each.text) && REQUEST.test(each.text) && isObject(openJson(each.text)));
    if (word !== undefined) this.script.documents.push({ piece: word, file: null });
    const brace = line.search(/\{\s*"/);
    if (word !== undefined || brace < 0) return word !== undefined;
    const rest = this.piece.text.slice(from + brace);
    const fault = jsonFault(rest);
    const json = rest.slice(0, fault?.offset ?? rest.length);
    if ((fault !== null && fault.code !== 'json-after-end') || !REQUEST.test(json)) return false;
    this.script.documents.push({ piece: within(this.piece, json, from + brace), file: null });
    this.at = from + brace + json.length;
    return true;
  }

  /** Commands inside a word: `JOB=$(aws …)`, `bash -c "aws …"`, `ssh host 'aws …'`. */
  private nested({ words }: ShellCommand, isAws: boolean): boolean {
    const inner = words.filter(
      (word) =>
        (word.quoted || word.expands || /^[\w-]+=/.test(word.text)) &&
        /\baws(?:\.exe)?\b[^\n]*\s[a-z-]+/.test(word.text) &&
        /\s/.test(word.text),
    );
    if (isAws) return true;
    for (const word of inner) {
      const open = word.text.indexOf('$(');
      const from = open >= 0 ? open + 2 : Math.max(0, word.text.indexOf('`') + 1);
      const text = word.text.slice(from).replace(/[)`]\s*$/, '');
      new ScriptReader(this.script, within(word, text, from), this.dialect).read();
    }
    return inner.length > 0;
  }
}

/** Reads a text as a script: commands of the AWS CLI, JSON beside them, and what the script writes into files and variables. Never throws. */
export const readScript = (text: string, dialect: Dialect): Script => {
  const script: Script = { commands: [], documents: [], files: new Map(), scope: new ShellScope(), fault: null, openQuote: null };
  new ScriptReader(script, { text, at: (index) => index }, dialect).read();
  return script;
};
