/** Reads AWS's PercentDone, which is text such as "12%" or "0.00%" in the API and a number in events (facts 1.7, open question 7). `null` where it says nothing. */
export const parsePercent = (value: string | number | null | undefined): number | null => {
  if (value === null || value === undefined || value === '') return null;
  const number = typeof value === 'number' ? value : /^\s*\d+(\.\d+)?\s*%?\s*$/.test(value) ? Number.parseFloat(value) : Number.NaN;
  return Number.isFinite(number) ? Math.min(100, Math.max(0, number)) : null;
};
