/** EC2 takes 16 KB of user data before base64 (EC2 User Guide, user data). */
export const MAX_USER_DATA_BYTES = 16_384;

/** User data as its text; `null` where the bytes are no UTF-8 text (a compressed script). */
export const userDataText = (base64: string): string | null => {
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Text as user data is sent: UTF-8 in base64; `null` where it is longer than EC2 takes. */
export const userDataBase64 = (text: string): string | null => {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_USER_DATA_BYTES) return null;
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};
