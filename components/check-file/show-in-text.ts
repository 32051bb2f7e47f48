/** Puts the focus into a text box with `length` characters at `offset` chosen, scrolled into view. */
export const showInText = (box: HTMLTextAreaElement | null, offset: number, length: number): void => {
  if (box === null) return;
  const end = Math.min(box.value.length, offset + length);
  // A browser scrolls to the caret when the box gets the focus, not when something in it is chosen.
  box.blur();
  box.setSelectionRange(offset, offset);
  box.focus();
  box.setSelectionRange(Math.min(offset, end), end);
};

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

const pattern = (name: string): string => name.replace(/[^\w]/g, '.');

/**
 * Where a finding's place stands in a text: its key, or the last member of it that is found behind the key. JSON strings are not opened in the text, so
 * quotes may stand there escaped.
 */
export const placeInText = (text: string, pointer: string): { readonly offset: number; readonly length: number } | null => {
  const [key, ...inside] = pointer.split('/').slice(1).map(unescaped);
  if (key === undefined) return null;
  // A key of the map has bare quotes; the same name inside a JSON string has escaped ones.
  const quoted = new RegExp(`(?<!\\\\)"${pattern(key)}"\\s*:`).exec(text);
  const at = quoted === null ? text.indexOf(key) : quoted.index + 1;
  if (at < 0) return null;
  const member = inside.filter((step) => !/^\d+$/.test(step)).at(0);
  const nic = Number(inside[0] ?? 0);
  let from = at + key.length;
  let found = { offset: at, length: key.length };
  if (member === undefined) return found;
  const named = new RegExp(`\\\\*"${pattern(member)}\\\\*"\\s*:`, 'g');
  // The member of the n-th interface is, where each has it, the n-th of its name.
  for (let n = 0; n <= nic; n += 1) {
    named.lastIndex = from;
    const match = named.exec(text);
    if (match === null) break;
    const quotes = match[0].indexOf(member);
    found = { offset: match.index + Math.max(0, quotes), length: member.length };
    from = named.lastIndex;
  }
  return found;
};
