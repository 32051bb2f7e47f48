import type { Piece } from './piece';
import { within } from './piece';
import { heredocAt, heredocEnd } from './shell-expansion';
import type { ShellWord } from './shell-words';

/** What a word says once the shell is done with it. */
export type Resolved =
  | { readonly kind: 'text'; readonly piece: Piece }
  /** `$(cat metadata.json)`: the content of a file. */
  | {
      readonly kind: 'file';
      readonly name: string;
      /** Whether only a part of it is taken: `jq .RestoreMetadata`. */
      readonly extracts: boolean;
    }
  | { readonly kind: 'unknown' };

const CONTENT_OF =
  /^(?:\$\(|`)\s*(?:(?:cat|type|gc|Get-Content|jq(?:\s+-\w+)*\s+'?\.[\w.]*'?)\s+(?:-Raw\s+|-Path\s+)*|<\s*)(['"]?)([^\s'"()|`<][^\s'"()|`]*)\1[^()`]*[)`]$/i;
const VARIABLE = /\$(?:\{(\w+)\}|env:(\w+)|(\w+))|%(\w+)%/g;
/** The same in a heredoc, where a backslash takes its meaning from what a shell would fill in, and from itself. */
const IN_HEREDOC = /\\([\\$`])|\$(?:\{(\w+)\}|(\w+))/g;

/** A name by which files of one script are told apart, whatever the way to them. */
export const fileKey = (name: string): string => name.replaceAll('\\', '/').split('/').at(-1)?.toLowerCase() ?? '';

type Body = Piece & Pick<ShellWord, 'expands'>;

/** `$(cat <<'EOF' … EOF)`: the body. */
const bodyIn = (word: ShellWord): Body | null => {
  if (!/^\$\(\s*cat\s*<</.test(word.text)) return null;
  const announced = word.text.indexOf('<<');
  const start = heredocAt(word.text, announced);
  const newline = word.text.indexOf('\n', announced);
  if (start === null || newline < 0) return null;
  const body = word.text.slice(newline + 1, heredocEnd(word.text, newline + 1, start).end);
  return { ...within(word, body, newline + 1), expands: !start.literal };
};

/** Variables of a script whose values it says itself. */
export class ShellScope {
  private readonly variables = new Map<string, Resolved>();

  set(name: string, value: Resolved): void {
    this.variables.set(name.toLowerCase(), value);
  }

  /** The word with its variables filled in. What other commands would print cannot be known. */
  resolve(word: ShellWord): Resolved {
    const cmd = /^%(\w+)%$/.exec(word.text)?.[1];
    if (cmd !== undefined) return this.variable(cmd);
    if (!word.expands) return { kind: 'text', piece: word };
    const alone = /^\$(?:\{(\w+)\}|env:(\w+)|(\w+))$/.exec(word.text);
    if (alone !== null) return this.variable(alone[1] ?? alone[2] ?? alone[3] ?? '');
    const name = CONTENT_OF.exec(word.text)?.[2];
    if (name !== undefined) return { kind: 'file', name, extracts: /\.\w*Metadata\b/.test(word.text) };
    const body = bodyIn(word);
    if (body !== null) return { kind: 'text', piece: this.heredoc(body) };
    const filled = this.fill(word, false);
    return filled === null || /\$\(|`/.test(filled.text) ? { kind: 'unknown' } : { kind: 'text', piece: filled };
  }

  private variable(name: string): Resolved {
    return this.variables.get(name.toLowerCase()) ?? { kind: 'unknown' };
  }

  /** The body of a heredoc whose delimiter was not quoted. Variables that nobody set stay as they stand. */
  heredoc(word: Body): Piece {
    return word.expands ? (this.fill(word, true) ?? word) : word;
  }

  private fill(word: Piece, keep: boolean): Piece | null {
    let text = '';
    const offsets: number[] = [];
    const put = (part: string, from: number, moves: boolean): void => {
      for (let i = 0; i < part.length; i += 1) offsets.push(word.at(moves ? from + i : from));
      text += part;
    };
    let done = 0;
    for (const found of word.text.matchAll(keep ? IN_HEREDOC : VARIABLE)) {
      const [whole, ...names] = found;
      const escaped = keep ? names.shift() : undefined;
      const known = escaped === undefined ? this.variable(names.find((name) => name !== undefined) ?? '') : null;
      const value = escaped ?? (known?.kind === 'text' ? known.piece.text : undefined);
      if (value === undefined && !keep) return null;
      put(word.text.slice(done, found.index), done, true);
      put(value ?? whole, found.index, value === undefined);
      done = found.index + whole.length;
    }
    put(word.text.slice(done), done, true);
    const end = word.at(word.text.length);
    return { text, at: (index) => offsets[index] ?? end };
  }
}
