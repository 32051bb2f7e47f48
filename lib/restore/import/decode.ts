/**
 * The text of a file's bytes, `null` where they are no text. A byte order mark decides and is taken off: PowerShell's `>` writes what the AWS CLI
 * prints as UTF-16; everything else is UTF-8.
 */
export const decodeText = (bytes: Uint8Array): string | null => {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};
