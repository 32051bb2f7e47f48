/** What a person reads when the demo is up: where it is, and three things to try first. */
export const whatToTry = ({
  port,
  sandboxPort,
  logs,
}: {
  readonly port: number;
  readonly sandboxPort: number;
  readonly logs: string;
}): string => `
Rehome is at http://127.0.0.1:${port}

Try first:
  1. Open the vault aws-backup-vault and the newest recovery point of an EC2 instance, and choose Restore.
  2. Drag an address onto the primary or a secondary slot, and see at once what AWS would refuse.
  3. Review, start, and watch the job; History keeps it, with the addresses the instance really has.

The simulated AWS account answers at http://127.0.0.1:${sandboxPort}, for the AWS CLI too. Logs: ${logs}
Ctrl-C ends everything; the data stays.`;
