import 'server-only';
import { z } from 'zod';
import { exportAudit } from '@/lib/data/audit/export';
import { getAuditEvent, listAudit } from '@/lib/data/audit/search';
import { verifyAudit } from '@/lib/data/audit/verify';
import { EMPTY } from '@/lib/record/event';
import { operation } from './operation';
import * as audit from './schemas/audit';
import { pieces } from './schemas/history';

// Which chains somebody may read only their names tell: the data layer asks for each (`readableChain`).
const reading = { permission: 'read-audit', scope: 'none', effect: 'read' } as const;

/** A page of the events of all chains that one may read. */
export const listAuditOperation = operation({
  name: 'listAudit',
  ...reading,
  input: audit.auditFilterSchema.extend({ after: z.string().max(100).optional() }),
  output: audit.auditPage,
  run: ({ after, ...filter }, { caller }) => listAudit(caller, filter, after ?? null),
});

/** One event of a chain, by its number. */
export const getAuditEventOperation = operation({
  name: 'getAuditEvent',
  ...reading,
  input: z.object({ chain: audit.chainName, seq: audit.eventNumber }),
  output: audit.auditEvent,
  run: ({ chain, seq }, { caller }) => getAuditEvent(caller, chain, seq),
});

/** A chain as a file that `rehome verify-history` checks, written as it is read. */
export const exportAuditOperation = operation({
  name: 'exportAudit',
  ...reading,
  input: z.object({ chain: audit.chainName }),
  output: pieces,
  run: ({ chain }, { caller }) => exportAudit(caller, chain),
});

/** Verifies what follows the head `after` of a chain, at most 20,000 events; `noted`: a head that somebody wrote down earlier. */
export const verifyAuditOperation = operation({
  name: 'verifyAudit',
  ...reading,
  input: z.object({ chain: audit.chainName, after: audit.headText.optional(), noted: audit.headText.optional() }),
  output: audit.verifiedPart,
  run: ({ chain, after, noted }, { caller }) => verifyAudit(caller, chain, after ?? EMPTY, noted ?? null),
});
