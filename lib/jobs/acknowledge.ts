import type { RuleId } from '@/lib/restore/codes';
import type { Diagnostic } from '@/lib/restore/diagnostic';

/**
 * Warnings that a person has to accept by name before a start, because the harm is outside this console and cannot be undone:
 * two copies of one machine at once (F21), an address on the internet (V22), a primary IPv6 that stays for the interface's life (V26).
 */
const ACKNOWLEDGED_RULES: readonly RuleId[] = ['F21', 'V22', 'V26'];

/** Whether the review must ask about this finding. */
export const needsAcknowledgement = (diagnostic: Diagnostic): boolean =>
  diagnostic.severity === 'warning' && ACKNOWLEDGED_RULES.includes(diagnostic.rule);

/** The findings that must be accepted and whose codes are not among those accepted. */
export const unacknowledged = (diagnostics: readonly Diagnostic[], accepted: readonly string[]): readonly Diagnostic[] =>
  diagnostics.filter((each) => needsAcknowledgement(each) && !accepted.includes(each.code));
