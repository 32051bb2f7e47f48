import { closingOf, EXPANSION } from './shell-expansion';

/** What PowerShell fills in: `(Get-Content metadata.json -Raw)`, the content of a file, as `$(cat metadata.json)` is; `($map | ConvertTo-Json)`. */
export const GET_CONTENT = /\((?:(?:Get-Content|gc|cat|type)\s|\$\w+\s*\|)[^()\n]*\)/iy;

/** A word while it is read: its characters, where each stands, and whether a shell would fill something in. */
export abstract class Pieces {
  chars = '';
  offsets: number[] = [];
  expands = false;
  quoted = false;
  started = false;

  constructor(
    readonly text: string,
    public at: number,
  ) {}

  /** Reads the piece of a word that begins with `char`; `false` where a quote opens here that is never closed. */
  protected abstract read(char: string): boolean;

  piece(char: string): boolean {
    if (!this.started) this.quoted = /['"]/.test(char);
    this.started = true;
    if (char !== '(') return this.read(char);
    this.getContent();
    return true;
  }

  clear(): void {
    this.chars = '';
    this.offsets = [];
    this.expands = false;
    this.quoted = false;
    this.started = false;
  }

  /** What `pattern`, a sticky one, finds here; empty where nothing. */
  matches(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0] ?? '';
  }

  /** Puts `text` in for the next `length` characters. */
  put(text: string, length: number): void {
    for (let i = 0; i < text.length; i += 1) this.offsets.push(this.at);
    this.chars += text;
    this.at += length;
  }

  /** Takes everything up to `to` as it stands. */
  raw(to: number): void {
    while (this.at < to) this.put(this.text.charAt(this.at), 1);
  }

  /** `$NAME`, `${NAME}` or `$(command)`: kept as it is written, whatever stands inside brackets included. */
  protected expansion(): void {
    this.expands = true;
    const next = this.text.charAt(this.at + 1);
    this.raw(next === '(' || next === '{' ? Math.min(this.text.length, closingOf(this.text, this.at + 1) + 1) : this.at + 1);
  }

  protected isExpansion(): boolean {
    return this.matches(EXPANSION) !== '';
  }

  private getContent(): void {
    this.expands = true;
    this.put('$', 0);
    this.raw(this.at + Math.max(1, this.matches(GET_CONTENT).length));
  }
}
