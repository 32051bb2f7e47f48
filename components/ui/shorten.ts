/**
 * Shortens a long id in its middle, so that what tells two ids apart (the beginning and the last characters) stays.
 * @param max the most characters the result may have, at least 9
 */
export const shortenMiddle = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const room = max - 1;
  const tail = Math.max(4, Math.floor(room * 0.45));
  return `${text.slice(0, room - tail)}…${text.slice(-tail)}`;
};
