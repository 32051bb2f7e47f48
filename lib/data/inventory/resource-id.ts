/** The part of a resource's ARN that people know it by: `i-0ab…`, `vol-…`, a bucket's, table's or database's name. */
export const resourceIdOf = (arn: string): string => {
  const resource = arn.split(':').slice(5).join(':');
  return resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1) || arn;
};
