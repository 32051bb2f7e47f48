import type { CODES } from './codes';
import type { JsonPointer, Params, Severity } from './diagnostic';

/** Something about the text that a request was read from, which the request itself no longer shows: rule J9 reports it. */
export interface SourceNote {
  readonly code: (typeof CODES)['J9'][number];
  readonly severity: Severity;
  /** Where in the metadata; empty for the text as a whole. */
  readonly at: JsonPointer;
  readonly params: Params;
}
