import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import { correct, correctErrors } from '@/lib/restore/import/correct';
import { decodeText } from '@/lib/restore/import/decode';
import { checkFile, fileSubject, notesOn } from '@/lib/restore/import/file-context';
import { planOfFile, sourceOfFile } from '@/lib/restore/import/plan-of-file';
import { readRestoreInput } from '@/lib/restore/import/read-input';
import { textValues } from '@/lib/restore/import/text-values';

/** All that reads, judges and corrects a file: the most of what the page needs, and nothing before there is a file. It is fetched by `loadJudge`. */
export const judge = {
  decodeText,
  readRestoreInput,
  fileSubject,
  indexFacts: (facts: Parameters<typeof indexFacts>[0] | null) => indexFacts(facts ?? NO_FACTS),
  checkFile,
  notesOn,
  planOf: (...file: Parameters<typeof sourceOfFile>) => planOfFile(sourceOfFile(...file)),
  correct,
  correctErrors,
  textValues,
} as const;

export type Judge = typeof judge;
