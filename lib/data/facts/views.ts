import type { Facts, Known } from '@/lib/restore/facts';

/** A role that can be the restore role. */
export interface RestoreRole {
  readonly arn: string;
  readonly name: string;
  /** AWS's own `AWSBackupDefaultServiceRole`. */
  readonly isDefault: boolean;
}

/** What `/facts` answers: the facts that the checks look at, and the roles to choose from. */
export interface FactsAnswer {
  readonly facts: Facts;
  readonly restoreRoles: Known<readonly RestoreRole[]>;
}
