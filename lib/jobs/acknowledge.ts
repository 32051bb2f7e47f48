import type { RuleId } from '@/lib/restore/codes';
import type { Diagnostic } from '@/lib/restore/diagnostic';

/**
 * Warnings that a person has to accept one by one before a start, because the harm is outside this console and cannot be undone:
 * two copies of one machine at once (F21), an address on the internet (V22), a primary IPv6 that stays for the interface's life (V26),
 * malware in the backup, which the restored machine may carry on (F30).
 */
const ACKNOWLEDGED_RULES: readonly RuleId[] = ['F21', 'F30', 'V22', 'V26'];

/** Whether the review must ask about this finding. What could not be checked stops a start like an error until a person has accepted it. */
export const needsAcknowledgement = (diagnostic: Diagnostic): boolean =>
  diagnostic.severity === 'unknown' || (diagnostic.severity === 'warning' && ACKNOWLEDGED_RULES.includes(diagnostic.rule));

/** What an acceptance is of: this very finding, at this place, with these particulars. A finding that says something else is asked about anew. */
export const acceptanceKey = ({ rule, code, severity, at, params }: Diagnostic): string =>
  JSON.stringify([severity, rule, code, at, Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** The findings that must be accepted and whose keys are not among those accepted. */
export const unacknowledged = (diagnostics: readonly Diagnostic[], accepted: readonly string[]): readonly Diagnostic[] =>
  diagnostics.filter((each) => needsAcknowledgement(each) && !accepted.includes(acceptanceKey(each)));
