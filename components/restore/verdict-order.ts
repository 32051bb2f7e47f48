import type { Diagnostic, Severity } from '@/lib/restore/diagnostic';
import type { Spot } from './editor-store';

/** From what stops a restore to what is merely good to know. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'unknown', 'info'];

export interface Listed {
  readonly key: string;
  readonly finding: Diagnostic;
}

export interface Group {
  readonly severity: Severity;
  readonly findings: readonly Listed[];
}

/**
 * Findings in groups by severity, each with a key that stays the same while the finding does, so that nothing jumps or loses the focus when facts
 * are refreshed. Inside a group they keep the order of the check: by place, then rule.
 */
export const groupFindings = (diagnostics: readonly Diagnostic[]): readonly Group[] => {
  const seen = new Map<string, number>();
  const listed = diagnostics.map((finding): Listed => {
    const name = `${finding.rule} ${finding.code} ${finding.at}`;
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return { key: nth === 0 ? name : `${name} ${nth}`, finding };
  });
  return SEVERITIES.flatMap((severity): Group[] => {
    const findings = listed.filter((each) => each.finding.severity === severity);
    return findings.length === 0 ? [] : [{ severity, findings }];
  });
};

/** Whether what is pointed at on the page is what `finding` is about. */
export const isAbout = (finding: Diagnostic, spot: Spot | null): boolean => {
  if (spot === null) return false;
  if (spot.kind === 'address') return finding.params.address === spot.address;
  return spot.at !== '' && (finding.at === spot.at || finding.at.startsWith(`${spot.at}/`));
};
