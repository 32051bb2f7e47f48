'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { Diagnostic, Fix } from '@/lib/restore/diagnostic';
import { correct, correctErrors } from '@/lib/restore/import/correct';
import type { ByteOrderMark, DecodedText } from '@/lib/restore/import/decode';
import { checkFile, notesOn } from '@/lib/restore/import/file-context';
import type { ImportProblem, RestoreInput } from '@/lib/restore/import/input';
import { planOfFile, sourceOfFile } from '@/lib/restore/import/plan-of-file';
import { readRestoreInput } from '@/lib/restore/import/read-input';
import type { ParseProblem } from '@/lib/restore/parse';
import type { RestoreMetadata } from '@/lib/restore/plan';
import type { FileFacts } from './use-file-facts';

/** A text and what has been corrected in what it says. Typing starts anew: the corrections were of another text. */
export interface GivenFile {
  readonly text: string;
  /** `mark`: the byte order mark of the file that the text was read from. */
  readonly setText: (text: string, mark?: ByteOrderMark | null) => void;
  readonly input: RestoreInput | null;
  readonly problem: ImportProblem | null;
  /** As given, or as corrected so far; `null` where the text cannot be read. */
  readonly metadata: RestoreMetadata | null;
  /** What each correction made of it, the latest last. */
  readonly versions: readonly RestoreMetadata[];
  readonly addVersion: (metadata: RestoreMetadata) => void;
  readonly undo: () => void;
  readonly startOver: () => void;
}

/** The text on the page, read as it is typed. */
export const useGivenFile = (): GivenFile => {
  const [given, setGiven] = useState<DecodedText>({ text: '', mark: null });
  const [versions, setVersions] = useState<readonly RestoreMetadata[]>([]);
  const deferred = useDeferredValue(given);
  const read = useMemo(() => readRestoreInput(deferred.text, deferred.mark), [deferred]);
  const input = read.ok ? read.value : null;
  return {
    text: given.text,
    setText: (text, mark = null) => {
      setGiven({ text, mark });
      setVersions([]);
    },
    input,
    problem: read.ok ? null : read.error,
    metadata: input === null ? null : (versions.at(-1) ?? input.metadata),
    versions,
    addVersion: (metadata) => setVersions((before) => [...before, metadata]),
    undo: () => setVersions((before) => before.slice(0, -1)),
    startOver: () => setVersions([]),
  };
};

/** The verdict on the file as it is now, and what can be done about it. */
export interface Verdict {
  readonly findings: readonly Diagnostic[];
  /** Why the file is no plan yet: the editor cannot show it, and remedies for what cannot be read do not apply. */
  readonly unreadable: ParseProblem | null;
  /** Remedies that do not apply yet. */
  readonly blocked: ReadonlySet<Fix>;
  /** The file with every error corrected that has a remedy; `null` where there is nothing to correct by itself. */
  readonly correction: { readonly metadata: RestoreMetadata; readonly solved: number } | null;
}

const NONE: ReadonlySet<Fix> = new Set();
const NOTHING: Verdict = { findings: [], unreadable: null, blocked: NONE, correction: null };

const errorsIn = (findings: readonly Diagnostic[]): number => findings.filter((finding) => finding.severity === 'error').length;

/** Judges the file with what is known of the account. */
export const useVerdict = (input: RestoreInput | null, metadata: RestoreMetadata | null, facts: FileFacts): Verdict =>
  useMemo(() => {
    if (input === null || metadata === null) return NOTHING;
    const judge = (file: RestoreMetadata): readonly Diagnostic[] => checkFile(file, facts.index, input, facts.backup, notesOn(file, input));
    const findings = judge(metadata);
    const plan = planOfFile(sourceOfFile(metadata, input));
    const errors = errorsIn(findings);
    const unreadable = plan.ok ? null : plan.error;
    const fixes = unreadable === null ? [] : findings.flatMap((finding) => finding.fixes);
    const blocked = new Set(fixes.filter((fix) => fixed(metadata, fix) === null));
    if (errors === 0) return { findings, unreadable, blocked, correction: null };
    const corrected = correctErrors(metadata, judge, crypto.randomUUID());
    const solved = corrected.ok ? errors - errorsIn(judge(corrected.value)) : 0;
    return { findings, unreadable, blocked, correction: corrected.ok && solved > 0 ? { metadata: corrected.value, solved } : null };
  }, [input, metadata, facts.index, facts.backup]);

/** The file after one remedy; `null` where it does not apply. */
export const fixed = (metadata: RestoreMetadata, fix: Fix): RestoreMetadata | null => {
  const result = correct(metadata, fix.commands, crypto.randomUUID());
  return result.ok ? result.value : null;
};
