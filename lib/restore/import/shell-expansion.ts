/** `$NAME`, `${NAME}`, `$(command)` and the like: what a shell would put something else in the place of. */
export const EXPANSION = /\$(?:[A-Za-z_{(?@*#!0-9])/y;

/** `<<EOF`, `<<-'EOF'`: the delimiter is what is between the quotes. */
const HEREDOC = /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([\w.-]+))/y;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** A heredoc that is announced at a place. */
export interface HeredocStart {
  readonly delimiter: string;
  /** `<<-`: tabs before the lines and the delimiter do not count. */
  readonly indented: boolean;
  /** A quoted delimiter: nothing in the body is filled in. */
  readonly literal: boolean;
  readonly length: number;
}

/** The heredoc announced at `at`; `null` where there is none. */
export const heredocAt = (text: string, at: number): HeredocStart | null => {
  const found = text.charAt(at + 2) === '<' ? null : matchAt(HEREDOC, text, at);
  if (found === null) return null;
  const [whole, dash, single, double, bare] = found;
  return {
    delimiter: single ?? double ?? bare ?? '',
    indented: dash === '-',
    literal: bare === undefined || whole.includes('\\'),
    length: whole.length,
  };
};

/** Where the body of a heredoc ends whose first line begins at `from`, and where the text goes on behind its delimiter. */
export const heredocEnd = (
  text: string,
  from: number,
  { delimiter, indented }: HeredocStart,
): { readonly end: number; readonly next: number } => {
  for (let line = from; line < text.length; ) {
    const newline = text.indexOf('\n', line);
    const end = newline < 0 ? text.length : newline;
    const content = text.slice(line, end).replace(/\r$/, '');
    if ((indented ? content.replace(/^\t+/, '') : content).trimEnd() === delimiter) return { end: line, next: end };
    line = end + 1;
  }
  return { end: text.length, next: text.length };
};

const quoteEnd = (text: string, at: number): number => {
  const quote = text.charAt(at);
  for (let i = at + 1; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === quote) return i;
    if (quote === '"' && char === '\\') i += 1;
    else if (quote === '"' && char === '$' && text.charAt(i + 1) === '(') i = closingOf(text, i + 1);
  }
  return text.length;
};

/** Where the bracket that opens at `at` closes, quotes and heredocs inside it left out; the end of the text where it does not. */
export const closingOf = (text: string, at: number): number => {
  const opening = text.charAt(at);
  const closing = opening === '(' ? ')' : '}';
  let depth = 0;
  for (let i = at; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === opening) depth += 1;
    else if (char === closing) depth -= 1;
    else if (char === '\\') i += 1;
    else if (char === '"' || char === "'") i = quoteEnd(text, i);
    else if (char === '<' && opening === '(') {
      const heredoc = heredocAt(text, i);
      const newline = text.indexOf('\n', i);
      if (heredoc !== null && newline >= 0) i = heredocEnd(text, newline + 1, heredoc).next;
    }
    if (depth === 0) return i;
  }
  return text.length;
};
