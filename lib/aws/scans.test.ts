import { describe, expect, it } from 'vitest';
import { aggregated, scanOf } from './scans';

const at = new Date('2026-11-28T02:00:00Z');

describe('malware scans of a point', () => {
  it('say nothing where none was made', () => {
    expect(scanOf(undefined)).toEqual({ scan: null, scannedAt: null });
    expect(scanOf(aggregated([]))).toEqual({ scan: null, scannedAt: null });
  });

  it('tell what was found before that a scan failed', () => {
    expect(scanOf({ Findings: ['MALWARE'], FailedScan: true, LastComputed: at })).toEqual({ scan: 'malware', scannedAt: at });
    expect(scanOf({ Findings: [], FailedScan: true })).toEqual({ scan: 'failed', scannedAt: null });
    expect(scanOf({ FailedScan: false, LastComputed: at })).toEqual({ scan: 'clean', scannedAt: at });
  });

  it('are the same where the detail lists them one by one', () => {
    const earlier = new Date('2026-11-27T02:00:00Z');
    const results = [
      { ScanJobState: 'COMPLETED', LastScanTimestamp: at },
      { ScanJobState: 'FAILED', LastScanTimestamp: earlier },
    ] as const;
    expect(scanOf(aggregated([...results]))).toEqual({ scan: 'failed', scannedAt: at });
    expect(scanOf(aggregated([...results, { ScanJobState: 'COMPLETED', Findings: ['MALWARE'] }]))).toEqual({
      scan: 'malware',
      scannedAt: at,
    });
  });
});
