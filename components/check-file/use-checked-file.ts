'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { Diagnostic, Fix } from '@/lib/restore/diagnostic';
import type { ByteOrderMark, DecodedText } from '@/lib/restore/import/decode';
import type { ImportProblem, RestoreInput } from '@/lib/restore/import/input';
import type { ParseProblem } from '@/lib/restore/parse';
import type { RestoreMetadata } from '@/lib/restore/plan';
import type { Judge } from './judge';
import type { FileFacts } from './use-file-facts';
import { useJudge } from './use-judge';

/** A text and what has been corrected in what it says. Typing starts anew: the corrections were of another text. */
export interface GivenFile {
  readonly text: string;
  /** `mark`: the byte order mark of the file that the text was read from. */
  readonly setText: (text: string, mark?: ByteOrderMark | null) => void;
  /** What reads and judges it; `null` before a text is given, and for the moment in which it is fetched. */
  readonly judge: Judge | null;
  /** The text on the page has not been read yet: what is told is of the one before it. */
  readonly behind: boolean;
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
  const judge = useJudge(given.text !== '');
  const read = useMemo(() => judge?.readRestoreInput(deferred.text, deferred.mark) ?? null, [judge, deferred]);
  const input = read?.ok === true ? read.value : null;
  return {
    text: given.text,
    setText: (text, mark = null) => {
      setGiven({ text, mark });
      setVersions([]);
    },
    judge,
    behind: given !== deferred,
    input,
    problem: read === null || read.ok ? null : read.error,
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
export const useVerdict = ({ judge, input, metadata }: GivenFile, facts: FileFacts): Verdict =>
  useMemo(() => {
    if (judge === null || input === null || metadata === null) return NOTHING;
    const index = judge.indexFacts(facts.known);
    const check = (file: RestoreMetadata): readonly Diagnostic[] =>
      judge.checkFile(file, index, input, facts.backup, judge.notesOn(file, input));
    const findings = check(metadata);
    const plan = judge.planOf(metadata, input);
    const errors = errorsIn(findings);
    const unreadable = plan.ok ? null : plan.error;
    const fixes = unreadable === null ? [] : findings.flatMap((finding) => finding.fixes);
    const blocked = new Set(fixes.filter((fix) => fixed(judge, metadata, fix) === null));
    if (errors === 0) return { findings, unreadable, blocked, correction: null };
    const corrected = judge.correctErrors(metadata, check, crypto.randomUUID());
    const solved = corrected.ok ? errors - errorsIn(check(corrected.value)) : 0;
    return { findings, unreadable, blocked, correction: corrected.ok && solved > 0 ? { metadata: corrected.value, solved } : null };
  }, [judge, input, metadata, facts.known, facts.backup]);

/** The file after one remedy; `null` where it does not apply. */
export const fixed = (judge: Judge, metadata: RestoreMetadata, fix: Fix): RestoreMetadata | null => {
  const result = judge.correct(metadata, fix.commands, crypto.randomUUID());
  return result.ok ? result.value : null;
};
