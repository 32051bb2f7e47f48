import type { JsonObject } from '../json';
import { openedText } from './recognise/members';

/** Reads the cells of RFC 4180, of which one in quotes may hold anything, quotes twice. */
class Cells {
  private at = 0;
  private readonly text: string;
  private readonly between: string;

  constructor(text: string, between: string) {
    this.text = text;
    this.between = between;
  }

  get isOver(): boolean {
    return this.at >= this.text.length;
  }

  /** The cells of the next line; `null` where they break the rules. */
  row(): readonly string[] | null {
    const cells: string[] = [];
    for (;;) {
      const cell = this.text[this.at] === '"' ? this.quoted() : this.plain();
      if (cell === null) return null;
      cells.push(cell);
      if (this.text[this.at] === this.between) this.at += 1;
      else return this.endsLine() ? cells : null;
    }
  }

  private endsLine(): boolean {
    const [end] = /^\r?(?:\n|$)/.exec(this.text.slice(this.at, this.at + 2)) ?? [];
    this.at += end?.length ?? 0;
    return end !== undefined;
  }

  private plain(): string {
    const start = this.at;
    while (this.at < this.text.length && !this.endsCell(this.text.charAt(this.at))) this.at += 1;
    return this.text.slice(start, this.at);
  }

  private endsCell(char: string): boolean {
    return char === this.between || char === '\n' || char === '\r';
  }

  private quoted(): string | null {
    const start = this.at + 1;
    let end = start;
    for (;;) {
      end = this.text.indexOf('"', end);
      if (end < 0) return null;
      if (this.text[end + 1] !== '"') break;
      end += 2;
    }
    this.at = end + 1;
    return this.text.slice(start, end).replaceAll('""', '"');
  }
}

/**
 * The rows of a table, as Athena, CloudTrail Lake and Logs Insights give their answers: objects by the names in its first line, JSON in cells opened. Separated by
 * commas, or by tabs as when it was copied. `null` where a text is no table: fewer than two columns, or lines with more or fewer cells than there are names.
 */
export const tableRows = (text: string): readonly JsonObject[] | null => {
  const cells = new Cells(text, /^[^\n]*\t/.test(text) ? '\t' : ',');
  const names = cells.row();
  if (names === null || names.length < 2 || names.some((name) => !/^[\w@.$ -]+$/.test(name))) return null;
  const rows: JsonObject[] = [];
  while (!cells.isOver) {
    const row = cells.row();
    if (row === null) return null;
    if (row.join('') === '') continue;
    if (row.length !== names.length) return null;
    rows.push(Object.fromEntries(names.map((name, i) => [name, openedText(row[i]) ?? row[i]])));
  }
  return rows.length === 0 ? null : rows;
};
