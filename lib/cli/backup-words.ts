import type { BackupProblem, RowCounts } from '@/lib/db/backup/format';
import type { Words } from './words';

/** How many rows all tables have. */
export const totalOf = (rows: RowCounts): number => Object.values(rows).reduce((sum, each) => sum + each, 0);

/** The sentence of what is wrong with a backup, or with where it is to go. */
export const backupSentence = (words: Words, file: string, { code, where }: BackupProblem): string =>
  words.backup()(`problem.${code}`, { file, where: where === '' ? 'none' : where });
