/**
 * Whether the path and query of a request, as it was sent, name nothing: a percent sign that encodes no byte, bytes in the path that are no UTF-8, or a NUL, which no name holds and
 * PostgreSQL does not take. In the query only the NUL counts: how else it is to be read, `URLSearchParams` says for every text.
 */
export const isMalformedAddress = (path: string, query: string): boolean => {
  if (/%00|\0/.test(path) || /%00|\0/.test(query)) return true;
  try {
    decodeURIComponent(path);
    return false;
  } catch {
    return true;
  }
};
