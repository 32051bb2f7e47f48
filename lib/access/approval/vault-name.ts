/** What AWS takes as the name of a vault (CreateBackupVault), and the dots and slashes of those that it made itself, such as aws/efs/automatic-backup-vault. */
const VAULT_NAME = /^[A-Za-z0-9._/-]{1,50}$/;

/** Whether a vault can have this name. A rule for any other, as for an ARN or a look-alike letter, would match nothing, and nobody would be told. */
export const isVaultName = (text: string): boolean => VAULT_NAME.test(text);
