import 'server-only';
import { type Entry, pass } from '@/lib/operations/gate';
import { downloadKitOperation } from '@/lib/operations/kit';
import { givenBy, problemResponse } from './get-of';

/** A plan's recovery kit as a file. Made whole before it is sent, because that it was taken is on record by then. */
export const getKitHandler = async (
  request: Request,
  route: { readonly params: Promise<Readonly<Record<string, string | string[] | undefined>> | undefined> },
): Promise<Response> => {
  const entry: Entry = { door: 'get', headers: request.headers };
  const answer = await pass(downloadKitOperation, entry, givenBy(request, (await route.params) ?? {}));
  if (!answer.ok) return problemResponse(answer.error);
  return new Response(new Blob([new Uint8Array(answer.value.zip)]), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${answer.value.name}.zip"`,
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
    },
  });
};
