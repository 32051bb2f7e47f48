import type { AggregatedScanResult, ScanResult } from '@aws-sdk/client-backup';
import type { Point } from './points';

/** What was found counts for more than that a scan failed: AWS aggregates several. */
export const scanOf = (result: AggregatedScanResult | undefined): Pick<Point, 'scan' | 'scannedAt'> => {
  if (result === undefined) return { scan: null, scannedAt: null };
  const found = (result.Findings ?? []).length > 0;
  return { scan: found ? 'malware' : result.FailedScan === true ? 'failed' : 'clean', scannedAt: result.LastComputed ?? null };
};

/** The scans of one point, which its detail lists one by one, as its list tells them in all. */
export const aggregated = (results: readonly ScanResult[] | undefined): AggregatedScanResult | undefined => {
  if (results === undefined || results.length === 0) return undefined;
  const instants = results.flatMap((each) => each.LastScanTimestamp ?? []).sort((a, b) => a.getTime() - b.getTime());
  return {
    Findings: results.flatMap((each) => each.Findings ?? []),
    FailedScan: results.some((each) => each.ScanJobState === 'FAILED'),
    LastComputed: instants.at(-1),
  };
};
