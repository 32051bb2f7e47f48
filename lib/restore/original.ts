/** The instance that a backup is of, as the backup names it. A copy of a backup lies in another region or account than its original. */
export interface Original {
  readonly id: string;
  readonly region: string;
  readonly account: string;
}

const INSTANCE = /^arn:[\w-]+:ec2:([a-z0-9-]+):(\d{12}):instance\/(i-[0-9a-z]+)$/;

/** What `arn:aws:ec2:REGION:ACCOUNT:instance/i-…` names; `null` where it names something else, or nothing does. */
export const originalNamed = (resourceArn: string | null): Original | null => {
  const [, region, account, id] = INSTANCE.exec(resourceArn ?? '') ?? [];
  return region === undefined || account === undefined || id === undefined ? null : { id, region, account };
};

/** The id of the instance that an ARN names; `null` where it names something else, or nothing does. */
export const instanceIdOf = (resourceArn: string | null): string | null => originalNamed(resourceArn)?.id ?? null;

/** Whether the original is where the backup is restored: only there does it hold addresses and other things that the restored instance may take over. */
export const isHere = (original: Original, place: { readonly account: string; readonly region: string }): boolean =>
  original.region === place.region && original.account === place.account;
