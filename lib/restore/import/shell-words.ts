import { err, ok, type Result } from '@/lib/result';

/** One word of a command, as the shell would hand it on. */
export interface ShellWord {
  readonly text: string;
  /** Where each character of `text` stands in the command; one more for its end. */
  readonly offsets: readonly number[];
  /** Whether the shell would put something else in its place: a variable, or the output of another command. */
  readonly expands: boolean;
}

/** One command of a script, and where the next one begins. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly end: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v' };
/** A line that goes on: POSIX, `^` of cmd, a backtick of PowerShell; a space that slipped in behind is forgiven. */
const CONTINUED = /[\\^`][ \t]*\r?\n/y;
const EXPANSION = /\$(?:[A-Za-z_{(?@*#!0-9])/y;

class Reader {
  private readonly words: ShellWord[] = [];
  private chars = '';
  private offsets: number[] = [];
  private expands = false;
  private started = false;

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  /** `null`: a quote that opens at `at` is never closed. */
  read(): Result<ShellCommand, number> {
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      if (this.matches(CONTINUED) !== '') this.at += this.matches(CONTINUED).length;
      else if (char === ' ' || char === '\t' || char === '\r') this.blank();
      else if (char === '#' && !this.started) this.at = this.endOfLine();
      else if (/[\n;&|<>()]/.test(char)) break;
      else {
        const open = this.at;
        if (!this.piece(char)) return err(open);
      }
    }
    this.finish();
    return ok({ words: this.words, end: this.at });
  }

  private matches(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0] ?? '';
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  private blank(): void {
    this.finish();
    this.at += 1;
  }

  private finish(): void {
    if (this.started) this.words.push({ text: this.chars, offsets: [...this.offsets, this.at], expands: this.expands });
    this.chars = '';
    this.offsets = [];
    this.expands = false;
    this.started = false;
  }

  private put(text: string, length: number): void {
    for (let i = 0; i < text.length; i += 1) this.offsets.push(this.at);
    this.chars += text;
    this.at += length;
  }

  private piece(char: string): boolean {
    this.started = true;
    if (char === "'") return this.single();
    if (char === '"') return this.double();
    if (char === '$' && this.text.charAt(this.at + 1) === "'") return this.ansi();
    if (char === '\\') this.put(this.text.charAt(this.at + 1), 2);
    else if (char === '`') return this.backticks();
    else if (this.matches(EXPANSION) !== '') this.expansion();
    else this.put(char, 1);
    return true;
  }

  private single(): boolean {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) return false;
    this.at += 1;
    while (this.at < end) this.put(this.text.charAt(this.at), 1);
    this.at += 1;
    return true;
  }

  private double(): boolean {
    this.at += 1;
    for (;;) {
      const char = this.text.charAt(this.at);
      const next = this.text.charAt(this.at + 1);
      if (char === '') return false;
      if (char === '"') break;
      if (char === '\\' && next === '\n') this.at += 2;
      else if (char === '\\' && next !== '' && '"\\$`'.includes(next)) this.put(next, 2);
      else {
        if (char === '`' || this.matches(EXPANSION) !== '') this.expands = true;
        this.put(char, 1);
      }
    }
    this.at += 1;
    return true;
  }

  /** `$'…'` of bash and zsh, which know `\n` and friends inside. */
  private ansi(): boolean {
    this.at += 2;
    for (;;) {
      const char = this.text.charAt(this.at);
      if (char === '') return false;
      if (char === "'") break;
      const code = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4}))/y;
      const hex = char === '\\' ? this.matches(code) : '';
      if (hex !== '') this.put(String.fromCharCode(Number.parseInt(hex.slice(2), 16)), hex.length);
      else if (char === '\\') {
        const next = this.text.charAt(this.at + 1);
        this.put(ESCAPES[next] ?? next, 2);
      } else this.put(char, 1);
    }
    this.at += 1;
    return true;
  }

  private backticks(): boolean {
    const end = this.text.indexOf('`', this.at + 1);
    if (end < 0) return false;
    this.expands = true;
    while (this.at <= end) this.put(this.text.charAt(this.at), 1);
    return true;
  }

  /** `$NAME`, `${NAME}` or `$(command)`: kept as it is written, spaces inside brackets included. */
  private expansion(): void {
    this.expands = true;
    const closing = this.text.charAt(this.at + 1) === '(' ? ')' : this.text.charAt(this.at + 1) === '{' ? '}' : null;
    const opening = closing === ')' ? '(' : '{';
    this.put('$', 1);
    if (closing === null) return;
    let depth = 0;
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      this.put(char, 1);
      if (char === opening) depth += 1;
      if (char === closing) depth -= 1;
      if (depth === 0) return;
    }
  }
}

/** Reads one command from `from` to the end of its line (or `;`, `|`, `&`, `>`). Fails with the offset of a quote that is never closed. */
export const readShellCommand = (text: string, from: number): Result<ShellCommand, number> => new Reader(text, from).read();
