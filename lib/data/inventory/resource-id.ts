/** Before the resource part of an ARN. */
const COLONS = 5;

/** The part of a resource's ARN that people know it by: `i-0ab…`, `vol-…`, a bucket's, table's or database's name. */
export const resourceIdOf = (arn: string): string => {
  let from = -1;
  for (let colons = 0; colons < COLONS; colons += 1) {
    from = arn.indexOf(':', from + 1);
    if (from === -1) return arn;
  }
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1) || arn;
};
