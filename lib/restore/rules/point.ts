import type { PointFact } from '../facts';
import { evidenceOf, type Rule, type RuleInput } from './rule';

const CALL = 'backup:DescribeRecoveryPoint';
const HOUR_MS = 3_600_000;
/** A restore may take hours, and one that fails is tried again. */
const SOON_HOURS = 24;

/** What AWS Backup tells of the point of a plan; a file that somebody pasted comes from none. That there is no such point is what the image's rule finds. */
const pointOf = (input: RuleInput): PointFact | null => {
  if (!input.context.backupKnown) return null;
  const { point } = input.index.facts;
  if (point.state === 'known') return point.value;
  input.unknown(point, '');
  return null;
};

const scanned = (input: RuleInput): void => {
  const point = pointOf(input);
  const evidence = evidenceOf(input.index.facts.point);
  if (point?.scan === 'malware') input.report({ code: 'malware-found', at: '', evidence });
  if (point?.scan === 'failed') input.report({ code: 'scan-failed', severity: 'info', at: '', evidence });
};

const lasting = (input: RuleInput): void => {
  const deleteAt = pointOf(input)?.deleteAt ?? null;
  if (deleteAt === null) return;
  const evidence = evidenceOf(input.index.facts.point);
  // Counted from when AWS told it: a check has no clock of its own, and what is told is never old by more than minutes.
  const hours = (Date.parse(deleteAt) - Date.parse(evidence.asOf ?? '')) / HOUR_MS;
  if (hours < SOON_HOURS) input.report({ code: 'point-deleted-soon', at: '', params: { hours: Math.max(0, Math.ceil(hours)) }, evidence });
};

/** Rules of the recovery point itself. */
export const POINT_RULES: readonly Rule[] = [
  { id: 'F30', severity: 'warning', needs: [CALL], check: scanned },
  { id: 'F31', severity: 'warning', needs: [CALL], check: lasting },
];
