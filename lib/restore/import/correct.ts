import { err, ok, type Result } from '@/lib/result';
import { applyAll } from '../apply';
import type { Command, CommandRefusal } from '../command';
import type { Diagnostic, Fix } from '../diagnostic';
import { type Difference, explain } from '../explain';
import { pointerStep } from '../json';
import { spellingOf } from '../keys';
import type { ParseProblem } from '../parse';
import type { RestoreMetadata } from '../plan';
import { toMetadata } from '../to-metadata';
import { importCommands } from './plan-of-file';
import { SetAside } from './set-aside';
import { StandIns } from './stand-ins';
import { asText, nullKeys } from './text-values';

const NO_OPTIONS = { region: null, recoveryPointArn: null, restoreRoleArn: null, copyTags: null, ignored: [] } as const;

type Corrected = Result<RestoreMetadata, ParseProblem | CommandRefusal>;

/**
 * The file as the editor would write it after `commands` (a fix of one of its findings). Without commands: with clashes resolved. What of the file cannot be read
 * as a plan stays as it is, and keeps nothing else from being corrected.
 * @param requestId fresh UUID: a corrected file is another attempt (1.6)
 */
export const correct = (metadata: RestoreMetadata, commands: readonly Command[], requestId: string): Corrected => {
  const parted = SetAside.of(metadata);
  if (!parted.ok) return parted;
  const { aside, plan } = parted.value;
  if (commands.some((command) => aside.holds(command))) return err({ code: 'no-such-nic', params: {} });
  const applied = applyAll(plan, commands);
  return applied.ok ? ok(aside.back(toMetadata(applied.value, requestId), commands)) : applied;
};

const fixKey = (finding: Diagnostic, fix: Fix): string => `${finding.rule} ${finding.code} ${finding.at} ${JSON.stringify(fix.commands)}`;

/** What cannot be read is somebody's address all the same: it is taken out only when a person says so. */
const A_PERSONS: readonly string[] = ['address-malformed', 'ipv6-malformed', 'ipv4-prefix-not-28', 'ipv6-prefix-not-80'];

/** The remedy that may be applied without asking. */
const byItself = (finding: Diagnostic): readonly Fix[] =>
  finding.fixes.slice(0, 1).filter(({ code }) => !A_PERSONS.includes(finding.code) || code === 'use-read-address');

/**
 * Resolves every error that has a remedy: first by writing the file as the editor does, then by each error's first fix, until none is left. Warnings are a
 * person's to judge and stay.
 * @param judge what is wrong with a file now
 */
export const correctErrors = (
  metadata: RestoreMetadata,
  judge: (metadata: RestoreMetadata) => readonly Diagnostic[],
  requestId: string,
): Corrected => {
  let current = correct(metadata, [], requestId);
  const tried = new Set<string>();
  while (current.ok) {
    const next = judge(current.value)
      .filter((finding) => finding.severity === 'error')
      .flatMap((finding) => byItself(finding).map((fix) => ({ fix, key: fixKey(finding, fix) })))
      .find(({ key }) => !tried.has(key));
    if (next === undefined) return current;
    tried.add(next.key);
    const fixed = correct(current.value, next.fix.commands, requestId);
    // A fix that does not apply leaves its finding to the person.
    if (fixed.ok) current = fixed;
  }
  return current;
};

/** What is left out of a file before it is read as a plan, and is not in `now` either: keys whose value is `null`. */
export const leftOut = (given: RestoreMetadata, now: RestoreMetadata): readonly Difference[] =>
  nullKeys(given).flatMap((key): Difference[] =>
    spellingOf(now, key) === null
      ? [{ kind: 'dropped', at: pointerStep(key), before: 'null', after: null, reason: 'null-left-out', params: { key } }]
      : [],
  );

/** Each difference between a file as it was given and as it is now, with its reason. Of what cannot be read there is none: it stays as it is. */
export const fileDifferences = (given: RestoreMetadata, now: RestoreMetadata): readonly Difference[] => {
  const standIns = new StandIns([JSON.stringify(given), JSON.stringify(now)]);
  const before = SetAside.of(given, standIns);
  const after = SetAside.of(now, standIns);
  if (!before.ok || !after.ok) return [];
  const { plan, aside } = before.value;
  const commands = importCommands(plan, { ...NO_OPTIONS, metadata: after.value.aside.metadata });
  const changed = commands.ok ? applyAll(plan, commands.value) : commands;
  if (!changed.ok) return [];
  const told = (text: string | null): string | null => (text === null ? null : standIns.told(text));
  const differences = aside.seen(explain(changed.value));
  const gone = [...aside.held()].flatMap(([key, value]): Difference[] =>
    spellingOf(now, key) === null
      ? [{ kind: 'dropped', at: pointerStep(key), before: asText(value), after: null, reason: 'edited', params: {} }]
      : [],
  );
  return [...leftOut(given, now), ...gone, ...differences.map((each) => ({ ...each, before: told(each.before), after: told(each.after) }))];
};
