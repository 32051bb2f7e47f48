import { err, ok, type Result } from '@/lib/result';
import type { Piece } from './piece';
import { PosixPieces } from './posix-pieces';
import { type HeredocStart, heredocAt, heredocEnd } from './shell-expansion';
import { GET_CONTENT, type Pieces } from './shell-pieces';
import { WindowsPieces } from './windows-pieces';

/** How quotes are written: as POSIX shells and cmd.exe know them, or as PowerShell does. */
export type Dialect = 'posix' | 'windows';

/** One word of a command, as the shell would hand it on. */
export interface ShellWord extends Piece {
  /** Whether the shell would put something else in its place: a variable, or the output of another command. */
  readonly expands: boolean;
  /** Whether it begins with a quote. */
  readonly quoted: boolean;
}

/** One command of a script, and where the next one begins. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  readonly end: number;
  /** What stands in a heredoc behind it. */
  readonly heredoc: ShellWord | null;
  /** The file that its output goes to. */
  readonly target: ShellWord | null;
}

/** A line that goes on: POSIX (in Japanese fonts and pages a yen sign), `^` of cmd, a backtick of PowerShell; a space that slipped in behind is forgiven. */
const CONTINUED = /[\\¥^`][ \t]*\r?\n/y;
/** `<RECOVERY_POINT_ARN>` of a manual, which a shell would take for files. */
const PLACEHOLDER = /<[^\s<>&|;][^<>\n&|;]{0,80}>/y;
/** What looks like an output to a file and is a prompt that nobody foresaw. */
const PROMPT_BEFORE = />\s*(?:sudo\s+)?aws(?:\.exe)?\s/y;

class Reader {
  private words: ShellWord[] = [];
  private redirect: 'in' | 'out' | 'here' | null = null;
  private target: ShellWord | null = null;
  private heredoc: ShellWord | null = null;
  private announced: HeredocStart | null = null;
  private piped = false;

  constructor(private readonly on: Pieces) {}

  /** Fails with the offset of a quote that is never closed. */
  read(): Result<ShellCommand, number> {
    const { on } = this;
    while (on.at < on.text.length) {
      const char = on.text.charAt(on.at);
      if (on.matches(CONTINUED) !== '') on.at += on.matches(CONTINUED).length;
      else if (char === ' ' || char === '\t' || char === '\r') this.skip();
      else if (char === '#' && !on.started) on.at = this.endOfLine();
      else if (this.ends(char)) break;
      else {
        const open = on.at;
        if (!this.special(char) && !on.piece(char)) return err(open);
      }
    }
    this.finish();
    if (this.announced !== null) this.readHeredoc(this.announced);
    return ok({ words: this.words, end: on.at, heredoc: this.heredoc, target: this.target });
  }

  private ends(char: string): boolean {
    if (char === '\n') return true;
    if (!/[;&|()]/.test(char) || (char === '(' && this.on.matches(GET_CONTENT) !== '')) return false;
    if (this.announced === null) return true;
    // The line of a heredoc goes on behind a pipe, and its body comes only then.
    this.skip();
    this.piped = true;
    return false;
  }

  private endOfLine(): number {
    const end = this.on.text.indexOf('\n', this.on.at);
    return end < 0 ? this.on.text.length : end;
  }

  private skip(): void {
    this.finish();
    this.on.at += 1;
  }

  private finish(): void {
    if (this.on.started) this.take(this.word());
    this.on.clear();
  }

  private word(): ShellWord {
    const { offsets, at: end, chars, expands, quoted } = this.on;
    return { text: chars, at: (index) => offsets[index] ?? end, expands, quoted };
  }

  private take(word: ShellWord): void {
    if (this.redirect === 'out') this.target = word;
    else if (this.redirect === 'here') this.heredoc = word;
    else if (this.redirect === null && !this.piped) this.words.push(word);
    // cat <<EOF | tee metadata.json
    else if (this.piped && this.target === null && /\w\.\w+$/.test(word.text)) this.target = word;
    this.redirect = null;
  }

  /** Redirections, heredocs and placeholders; `false` where the character is part of a word. */
  private special(char: string): boolean {
    const { on } = this;
    if (char === '>') this.output();
    else if (char !== '<') return false;
    else if (on.matches(/<<</y) !== '') {
      this.finish();
      on.at += 3;
      this.redirect = 'here';
    } else this.input();
    return true;
  }

  private input(): void {
    const { on } = this;
    const heredoc = heredocAt(on.text, on.at);
    const placeholder = heredoc === null ? on.matches(PLACEHOLDER) : '';
    if (placeholder !== '') {
      on.started = true;
      on.raw(on.at + placeholder.length);
      return;
    }
    this.finish();
    if (heredoc === null) this.redirect = 'in';
    else this.announced = heredoc;
    on.at += heredoc?.length ?? 1;
  }

  private output(): void {
    const { on } = this;
    if (on.matches(PROMPT_BEFORE) !== '') {
      on.clear();
      this.words = [];
      on.at += 1;
      return;
    }
    // `2>` is a number of the shell's, no word.
    if (/^\d$/.test(on.chars)) on.clear();
    this.finish();
    const to = on.matches(/>{1,2}(?:&\d|&-)?/y);
    on.at += to.length;
    this.redirect = to.includes('&') ? null : 'out';
  }

  private readHeredoc(start: HeredocStart): void {
    const { on } = this;
    const from = Math.min(this.endOfLine() + 1, on.text.length);
    const { end, next } = heredocEnd(on.text, from, start);
    this.heredoc = { text: on.text.slice(from, end), at: (index) => from + index, expands: !start.literal, quoted: start.literal };
    on.at = Math.max(on.at, next);
  }
}

/** Reads one command from `from` to the end of its line (or `;`, `|`, `&`), with the heredoc behind it. Fails with the offset of a quote that is never closed. */
export const readShellCommand = (text: string, from: number, dialect: Dialect): Result<ShellCommand, number> =>
  new Reader(dialect === 'posix' ? new PosixPieces(text, from) : new WindowsPieces(text, from)).read();
