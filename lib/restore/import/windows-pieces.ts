import { Pieces } from './shell-pieces';

const CMD_VARIABLE = /%\w+%/y;

/** Quotes as PowerShell knows them, and what cmd.exe adds. */
export class WindowsPieces extends Pieces {
  protected read(char: string): boolean {
    const next = this.text.charAt(this.at + 1);
    if (char === '@' && (next === "'" || next === '"') && /^[ \t\r]*\n/.test(this.text.slice(this.at + 2, this.at + 40)))
      return this.hereString(next);
    if (char === "'") return this.single();
    if (char === '"') return this.double();
    if ((char === '`' || char === '^') && next !== '') this.put(next, 2);
    else if (char === '\\' && next === '"') this.put('"', 2);
    else if (this.isExpansion()) this.expansion();
    else if (this.matches(CMD_VARIABLE) !== '') this.cmdVariable();
    else this.put(char, 1);
    return true;
  }

  private cmdVariable(): void {
    this.expands = true;
    this.raw(this.at + this.matches(CMD_VARIABLE).length);
  }

  /** `@'` to a line that begins with `'@`. */
  private hereString(quote: string): boolean {
    const from = this.text.indexOf('\n', this.at) + 1;
    const end = this.text.indexOf(`\n${quote}@`, from - 1);
    if (end < 0) return false;
    this.at = from;
    // Only the double one knows the backtick.
    while (this.at < end) {
      const escapes = quote === '"' && this.text.charAt(this.at) === '`' && this.at + 1 < end;
      this.put(this.text.charAt(escapes ? this.at + 1 : this.at), escapes ? 2 : 1);
    }
    this.at = end + 3;
    return true;
  }

  private single(): boolean {
    this.at += 1;
    for (;;) {
      const char = this.text.charAt(this.at);
      if (char === '') return false;
      if (char !== "'") this.put(char, 1);
      else if (this.text.charAt(this.at + 1) === "'") this.put("'", 2);
      else break;
    }
    this.at += 1;
    return true;
  }

  /** PowerShell doubles a quote inside quotes or puts a backtick before it; cmd.exe has a backslash for it. */
  private double(): boolean {
    this.at += 1;
    for (;;) {
      const char = this.text.charAt(this.at);
      const next = this.text.charAt(this.at + 1);
      if (char === '') return false;
      if (char === '\\' && next === '"') this.escaped();
      else if (char === '"' && next === '"') this.put('"', 2);
      else if (char === '"') break;
      else if (char === '`' && next !== '') this.put(next === 'n' ? '\n' : next, 2);
      else if (this.isExpansion()) this.expansion();
      else this.put(char, 1);
    }
    this.at += 1;
    return true;
  }

  /** `\""` is a backslash and PowerShell's doubled quote; `\"` is cmd's quote. */
  private escaped(): void {
    if (this.text.charAt(this.at + 2) === '"') this.put('\\', 1);
    else this.put('"', 2);
  }
}
