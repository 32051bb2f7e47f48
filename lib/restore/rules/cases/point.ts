import type { PointFact } from '../../facts';
import { boundary, denied, fails, known, nic, passes, type RuleCase } from './fixture';

const CALL = 'backup:DescribeRecoveryPoint';
const plain = { nics: [nic()] };
const point = (more: Partial<PointFact>) => ({ point: known<PointFact | null>({ scan: null, deleteAt: null, ...more }, CALL) });

/** F30, F31. Facts are of 2026-11-24, 09:00 UTC. */
export const POINT_CASES: readonly RuleCase[] = [
  passes('F30', 'a scan found nothing', { ...plain, facts: point({ scan: 'clean' }) }),
  fails('F30', 'a scan found malware', { ...plain, facts: point({ scan: 'malware' }) }, 'malware-found '),
  fails('F30', 'a scan failed', { ...plain, facts: point({ scan: 'failed' }) }, 'scan-failed '),
  boundary('F30', 'it was never scanned', { ...plain, facts: point({ scan: null }) }),
  boundary('F30', 'AWS Backup knows no such point', { ...plain, facts: { point: known(null, CALL) } }),
  boundary('F30', 'it may not be asked', { ...plain, facts: { point: denied(CALL) } }, 'unknown-denied '),
  boundary('F30', 'a file that comes from no point', { ...plain, facts: { point: denied(CALL) }, context: { backupKnown: false } }),

  passes('F31', 'it is kept for good', { ...plain, facts: point({ deleteAt: null }) }),
  passes('F31', 'it is kept for weeks', { ...plain, facts: point({ deleteAt: '2026-12-24T09:00:00.000Z' }) }),
  fails('F31', 'it ends within hours', { ...plain, facts: point({ deleteAt: '2026-11-24T11:30:00.000Z' }) }, 'point-deleted-soon '),
  fails('F31', 'its end is over', { ...plain, facts: point({ deleteAt: '2026-11-24T08:00:00.000Z' }) }, 'point-deleted-soon '),
  boundary('F31', 'it ends in a day', { ...plain, facts: point({ deleteAt: '2026-11-25T09:00:00.000Z' }) }),
  boundary(
    'F31',
    'it ends in just less than a day',
    { ...plain, facts: point({ deleteAt: '2026-11-25T08:59:59.000Z' }) },
    'point-deleted-soon ',
  ),
  boundary('F31', 'it may not be asked', { ...plain, facts: { point: denied(CALL) } }, 'unknown-denied '),
];
