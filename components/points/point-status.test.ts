import { expect, it } from 'vitest';
import { isKnownStatus, pointStatusRow } from './point-status';

it.each([
  ['COMPLETED', 'yes'],
  ['AVAILABLE', 'yes'],
  ['PARTIAL', 'perhaps'],
  ['EXPIRED', 'perhaps'],
  ['STOPPED', 'perhaps'],
  ['CREATING', 'no'],
  ['DELETING', 'no'],
  ['SOMETHING_NEW', 'perhaps'],
  ['constructor', 'perhaps'],
])('a point that is %s can be restored: %s', (status, restorable) => {
  expect(pointStatusRow(status).restorable).toBe(restorable);
});

it('does not take an inherited name for a status', () => {
  expect(isKnownStatus('toString')).toBe(false);
});
