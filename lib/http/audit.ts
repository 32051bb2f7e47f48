import 'server-only';
import { exportAuditOperation, getAuditEventOperation, listAuditOperation, verifyAuditOperation } from '@/lib/operations/audit';
import { type Entry, pass } from '@/lib/operations/gate';
import { fileResponse } from './file-response';
import { getOf, givenBy } from './get-of';

/** A page of the events on record. */
export const getAuditHandler = getOf(listAuditOperation);

/** One event. */
export const getAuditEventHandler = getOf(getAuditEventOperation);

/** A part of a chain, verified. */
export const verifyAuditHandler = getOf(verifyAuditOperation);

/** A chain as a file. Streamed, which `getOf` does not do. */
export const exportAuditHandler = (request: Request): Promise<Response> => {
  const given = givenBy(request, {});
  const entry: Entry = { door: 'get', headers: request.headers };
  const chain = String(given.chain).replace(/[^a-z0-9]/g, '-');
  const name = `rehome-record-${chain}-${new Date().toISOString().slice(0, 10)}.jsonl`;
  return fileResponse(exportAuditOperation, entry, { name, type: 'application/jsonl; charset=utf-8' }, () =>
    pass(exportAuditOperation, entry, given),
  );
};
