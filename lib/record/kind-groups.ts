import type { EventKind } from './kinds';

/** What events are about, as one chooses them on a page. */
export const KIND_GROUPS = ['starts', 'approvals', 'people', 'sign-ins', 'settings', 'exports', 'background'] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

/** The group of each kind: no event is found by no choice. */
export const GROUP_OF = {
  'restore-started': 'starts',
  'attempt-started': 'starts',
  'attempt-refused': 'starts',
  'attempt-absent': 'starts',
  'attempt-forgotten': 'starts',
  'attempt-adopted': 'starts',
  'attempt-unanswered': 'starts',
  'job-status-changed': 'starts',
  'restore-verified': 'starts',
  'claims-taken': 'starts',
  'claims-released': 'starts',
  'note-added': 'starts',
  'note-edited': 'starts',
  'checklist-ticked': 'starts',
  'draft-discarded': 'starts',
  'draft-taken-over': 'starts',
  'external-restore-seen': 'starts',
  'wait-set': 'starts',
  'wait-asks': 'starts',
  'wait-accepted': 'starts',
  'wait-ended': 'starts',
  'approval-submitted': 'approvals',
  'approval-given': 'approvals',
  'approval-refused': 'approvals',
  'approval-withdrawn': 'approvals',
  'approval-expired': 'approvals',
  'approval-voided': 'approvals',
  'approval-used': 'approvals',
  'approval-rule-changed': 'approvals',
  'started-without-approval': 'approvals',
  'history-exported': 'exports',
  'kit-downloaded': 'exports',
  'backup-made': 'exports',
  'backup-restored': 'exports',
  'settings-changed': 'settings',
  'task-run-again': 'background',
  'task-discarded': 'background',
  'retention-applied': 'background',
  'signed-in': 'sign-ins',
  'sign-in-refused': 'sign-ins',
  'signed-out': 'sign-ins',
  'session-ended': 'sign-ins',
  'write-refused': 'sign-ins',
  'person-invited': 'people',
  'person-joined': 'people',
  'role-granted': 'people',
  'role-taken': 'people',
  'role-kept': 'people',
  'person-disabled': 'people',
  'person-enabled': 'people',
  'person-erased': 'people',
  'password-changed': 'people',
  'factor-added': 'people',
  'factor-removed': 'people',
  'link-made': 'people',
} as const satisfies Record<EventKind, KindGroup>;

/** The kinds of a group. */
export const kindsOf = (group: KindGroup): readonly EventKind[] =>
  (Object.keys(GROUP_OF) as readonly EventKind[]).filter((kind) => GROUP_OF[kind] === group);
