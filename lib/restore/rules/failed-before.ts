import type { JsonPointer } from '../diagnostic';
import type { FailedBefore } from '../failed-before';
import { openJson, sameJson } from '../json';
import { metadataValue } from '../keys';
import { keyAt, type OpenedRequest } from '../request';
import type { Rule, RuleInput } from './rule';

/** Where the request still names what the failure named: an address, a group, a subnet or an interface. */
const named = ({ nics }: OpenedRequest, subject: string): JsonPointer | null => {
  for (const nic of nics) {
    const address = nic.addresses.find(({ text }) => text === subject);
    if (address !== undefined) return address.at;
    const group = nic.groups.indexOf(subject);
    if (group >= 0) return `${nic.groupsAt}/${group}`;
    if (nic.subnetId === subject) return nic.subnetAt;
    if (nic.networkInterfaceId === subject) return `${nic.at}/NetworkInterfaceId`;
  }
  return null;
};

/** Whether the request still says of a key what it said then. The interfaces are compared as they are, printed or not. */
const saysTheSame = ({ request, context }: RuleInput, { key, text }: FailedBefore): boolean => {
  if (key === null) return context.restoreRoleArn === text;
  if (key !== 'NetworkInterfaces') return metadataValue(request.metadata, key) === text;
  return sameJson(
    openJson(text ?? '[]'),
    request.nics.map(({ members }) => members),
  );
};

const askedAgain = (input: RuleInput): void => {
  const { failed } = input.context;
  if (failed === null) return;
  const names = failed.subject !== null && failed.key === 'NetworkInterfaces';
  const at = names
    ? named(input.request, failed.subject ?? '')
    : saysTheSame(input, failed)
      ? failed.key === null
        ? ''
        : keyAt(input.request, failed.key)
      : null;
  if (at !== null)
    input.report({
      code: 'failed-before',
      at,
      params: { message: failed.message },
      evidence: { source: 'backup:DescribeRestoreJob', asOf: failed.at },
    });
};

/** Rule of what failed before. */
export const FAILED_BEFORE_RULES: readonly Rule[] = [{ id: 'J10', severity: 'warning', needs: [], check: askedAgain }];
