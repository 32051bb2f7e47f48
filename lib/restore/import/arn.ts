/** The region inside an ARN; `null` where it has none. */
export const regionOfArn = (arn: string | null): string | null => /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(arn ?? '')?.[1] ?? null;

/** The name of the vault that an ARN is of; `null` for anything else. */
export const vaultOfArn = (arn: unknown): string | null =>
  typeof arn === 'string' ? (/:backup-vault:([a-zA-Z0-9_-]{2,50})$/.exec(arn)?.[1] ?? null) : null;
