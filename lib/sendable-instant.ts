const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Whether an instant can be sent to PostgreSQL as JavaScript writes it. PostgreSQL knows no year 0 (RFC 3339 has one), and JavaScript writes years of more than four
 * digits with a sign (`+010000-01-01`), which PostgreSQL does not read. An offset leads out of the four digits, too: `9999-12-31T23:00:00-02:00`.
 */
export const isSendable = (at: Date): boolean => at.getTime() >= FIRST_MS && at.getTime() <= LAST_MS;
