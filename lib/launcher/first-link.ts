import { transactionAt } from '@/lib/db/beside';
import { NOBODY } from '@/lib/db/repositories/events';
import { hasAdministrator } from '@/lib/db/repositories/new-people';
import { makeLink } from '@/lib/db/repositories/one-time-links';
import { paths } from '@/lib/paths';

/** What the terminal tells while nobody looks after the console: the link that makes the first administrator. `null` where somebody does. */
export const firstLink = (databaseUrl: string, consoleUrl: string): Promise<string | null> =>
  transactionAt(databaseUrl, async (tx) => {
    if (await hasAdministrator(tx)) return null;
    const { token } = await makeLink(tx, { purpose: 'first-start', person: null, by: NOBODY });
    return `Nobody looks after this console yet. Open this link within 24 hours to become its administrator; it works once:\n  ${consoleUrl}${paths.link(token)}`;
  });
