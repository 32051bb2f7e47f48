/*
 * What copying puts around a text. Nothing here moves a character: what does not belong is made blank, so that places stay those of the text as it was given.
 */

const blank = (text: string): string => text.replace(/[^\n\r]/g, ' ');

const ESCAPE = '\u001b';
const COLOUR = new RegExp(`${ESCAPE}\\[[0-9;]*[A-Za-z]`, 'g');

const FENCE = /(?:```|~~~)/;
/** What Jira and Confluence write for a fence. */
const WIKI_FENCE = /^[ \t]*\{(?:code|noformat)(?:[:|][^{}\n]*)?\}[ \t]*$/gm;

/** The inside of Markdown's fences, whatever stands around them made blank; `null` for a text without. A fence that was cut off at either end is a whole one. */
export const insideFences = (text: string): string | null => {
  if (!FENCE.test(text)) return null;
  const parts = text.split(/((?:```|~~~)[^\n`]*\n?)/);
  let inside = false;
  let seen = false;
  let out = '';
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 0) {
      out += inside ? part : blank(part);
      continue;
    }
    // A fence that closes stands alone on its line; one that opens may name a language, or begin the code itself.
    const code = /^(?:```|~~~)([{[].*|aws\s.*)$/s.exec(part)?.[1];
    out += code === undefined || inside ? blank(part) : `   ${code}`;
    inside = !inside;
    seen = true;
  }
  // Only the closing fence was copied: then the code is what stands before it.
  if (seen && out.trim() === '') return parts.map((part, i) => (i % 2 === 0 ? part : blank(part))).join('');
  return out.replace(/^(\s*)((?:> ?)+)(?=.)/gm, (_, space: string, quote: string) => space + blank(quote));
};

/** The text with the fences of a wiki made blank. */
export const withoutWikiFences = (text: string): string => text.replace(WIKI_FENCE, blank);

/** The text without the colours of a terminal (`jq -C`), which are blanks then. */
export const withoutColours = (text: string): string => (text.includes(ESCAPE) ? text.replace(COLOUR, blank) : text);

/** The text without the marks of a quoted mail, where every line has them. */
export const withoutMailQuotes = (text: string): string => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.every((line) => /^\s*>/.test(line)) ? text.replace(/^[ \t]*(?:> ?)+/gm, blank) : text;
};

/** A shell's prompt at the start of a line. */
const PROMPTS: readonly RegExp[] = [
  // [ec2-user@ip-10-0-0-1 ~]$ and (venv) before any of them
  /^(?:\([\w.-]+\) )?\[[^\]\n"{}]*@[^\]\n"{}]*\][$#%] ?/,
  // ubuntu@host:~$, root@host:/etc#, user@Mac ~ %, user@host MINGW64 ~/dir $
  /^(?:\([\w.-]+\) )?[\w.-]+@[\w.-]+(?::| )[^\n'"{}$#%]*[$#%](?: |$)/,
  // PS C:\Users\me>, PS /home/me>, PS>
  /^(?:\([\w.-]+\) )?PS(?: [^\n>'"{}]*)?> ?/,
  // C:\Users\me>
  /^[A-Za-z]:\\[^\n>'"{}]*> ?/,
  // bash-4.2$, sh-5.1#, zsh%
  /^(?:bash|sh|zsh|ksh)(?:-\d[\d.]*)?[$#%] ?/,
  // ~ $, ~/restore $, /tmp #
  /^[~/][\w./-]* ?[$#%] /,
  // ➜  restore git:(main) ✗
  /^[➜❯λ›]\s+(?:[^\n'"{}]{0,60}?(?:[✗✔$]\s+))?/,
  // $, #, %, and the trace of set -x
  /^[$%+] (?=\S)/,
  // A root prompt looks like a comment; so only before a command of ours. So does a prompt that nobody foresaw: [~]$, [12:00:01] host:~ $, [AWS prod] $
  /^[^\n'"{}|;&`=<]{0,80}?[$#%»] ?(?=(?:sudo )?aws2?(?:\.exe)? )/,
];

/** A line that only goes on with the one before: bash's `> `, PowerShell's `>> `. */
const GOES_ON = /^>{1,2} ?/;

const promptOf = (line: string): string => {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const rest = line.slice(indent.length);
  for (const pattern of PROMPTS) {
    const found = pattern.exec(rest)?.[0];
    if (found !== undefined && found !== '') return indent + found;
  }
  return '';
};

/** The text with prompts made blank, also those of lines that go on behind one. */
export const withoutPrompts = (text: string): string => {
  let prompted = false;
  return text
    .split('\n')
    .map((line) => {
      const more = prompted ? (GOES_ON.exec(line)?.[0] ?? '') : '';
      if (more !== '') return blank(more) + line.slice(more.length);
      const prompt = promptOf(line);
      prompted = prompt !== '' || (prompted && /[\\^`]\s*$/.test(line));
      return blank(prompt) + line.slice(prompt.length);
    })
    .join('\n');
};

/** Characters that word processors, chats and web pages put in the place of those that a shell and JSON know; from what changes least to all of them. */
const SPACES = '\u00a0\u2002\u2003\u2009\u200b\u202f\u2060\u3000';
const DOUBLE = '“”„‟«»＂″';
const SINGLE = '‘’‚‛＇′';
/** Full-width punctuation of JSON, as a Japanese input method writes it. */
const WIDE: Readonly<Record<string, string>> = { '，': ',', '：': ':', '｛': '{', '｝': '}', '［': '[', '］': ']' };

/** A text in plain characters, and those that were replaced for it. Its places are those of the text as it was. */
export interface Straightened {
  readonly text: string;
  readonly replaced: readonly string[];
}

const straight = (char: string): string => WIDE[char] ?? (SPACES.includes(char) ? ' ' : DOUBLE.includes(char) ? '"' : "'");

/** The readings of a text with such characters, the one that changes least first; none for a text without. */
export const straightened = (text: string): readonly Straightened[] =>
  [SPACES, SPACES + DOUBLE, SPACES + DOUBLE + SINGLE, SPACES + DOUBLE + SINGLE + Object.keys(WIDE).join('')]
    .map((characters) => {
      const found = new Set<string>();
      const plain = text.replace(new RegExp(`[${characters}]`, 'g'), (char) => {
        found.add(char);
        return straight(char);
      });
      return { text: plain, replaced: [...found] };
    })
    .filter(({ replaced }, i, all) => replaced.length > 0 && replaced.length !== all[i - 1]?.replaced.length);
