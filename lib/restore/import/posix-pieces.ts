import { Pieces } from './shell-pieces';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v' };
/** A path of Windows, whose backslashes stay. */
const WINDOWS_PATH = /^(?:(?:--)?[\w-]+=)?(?:fileb?:\/\/|[A-Za-z]:$|[A-Za-z]:\\)/;

/** Quotes as POSIX shells know them, and cmd.exe near enough. */
export class PosixPieces extends Pieces {
  protected read(char: string): boolean {
    if (char === "'") return this.single();
    if (char === '"') return this.double();
    if (char === '$' && this.text.charAt(this.at + 1) === "'") return this.ansi();
    if (char === '\\') this.backslash();
    else if (char === '`') return this.backticks();
    else if (this.isExpansion()) this.expansion();
    else this.put(char, 1);
    return true;
  }

  private backslash(): void {
    const next = this.text.charAt(this.at + 1);
    if (WINDOWS_PATH.test(this.chars) && /[^\s'"]/.test(next)) this.put('\\', 1);
    else this.put(next, 2);
  }

  private single(): boolean {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) return false;
    this.at += 1;
    this.raw(end);
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
      else if (this.isExpansion()) this.expansion();
      else {
        if (char === '`') this.expands = true;
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
      const hex = this.matches(code);
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
    this.raw(end + 1);
    return true;
  }
}
