import type { DiagnosticCode, FixCode, RuleId } from './codes';
import type { Command } from './command';

export type Severity = 'error' | 'warning' | 'unknown' | 'info';

/** RFC 6901 pointer into the metadata with its JSON strings opened: `/NetworkInterfaces/0/PrivateIpAddresses/1`. */
export type JsonPointer = string;

/** Words for people come from messages, by `code`, filled from `params`. */
export type Params = Readonly<Record<string, string | number | boolean | null>>;

/** A one-step remedy: commands that undo as one. `code` and `params` name its label. */
export interface Fix {
  readonly code: FixCode;
  readonly params: Params;
  readonly commands: readonly Command[];
}

/** What stands behind a verdict: which call, of when (`null`: the plan itself, timeless). */
export interface Evidence {
  readonly source: string;
  readonly asOf: string | null;
}

/** One finding of a check. */
export interface Diagnostic {
  readonly rule: RuleId;
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly at: JsonPointer;
  readonly params: Params;
  readonly evidence: Evidence;
  readonly fixes: readonly Fix[];
}
