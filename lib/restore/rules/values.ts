import { isObject } from '../json';
import { metadataValue } from '../keys';
import { keyAt, opened } from '../request';
import { type Rule, type RuleInput, setKey } from './rule';

/** RunInstances takes user data as base64, of at most 16 KB before encoding (EC2 User Guide, user data). */
const MAX_USER_DATA_BYTES = 16_384;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const userData = ({ request, report }: RuleInput): void => {
  const text = metadataValue(request.metadata, 'UserData');
  if (text === null || text === '') return;
  const at = keyAt(request, 'UserData');
  const compact = text.replaceAll(/\s/g, '');
  if (!BASE64.test(compact)) {
    report({ code: 'user-data-not-base64', at });
    return;
  }
  const bytes = (compact.length / 4) * 3 - (compact.endsWith('==') ? 2 : compact.endsWith('=') ? 1 : 0);
  if (bytes > MAX_USER_DATA_BYTES) report({ code: 'user-data-long', severity: 'error', at, params: { bytes, limit: MAX_USER_DATA_BYTES } });
};

const reservedCapacity = ({ request, report }: RuleInput): void => {
  const spec = opened(request, 'CapacityReservationSpecification');
  const target = isObject(spec) ? spec.CapacityReservationTarget : null;
  if (isObject(target)) {
    const named = target.CapacityReservationId ?? target.CapacityReservationResourceGroupArn;
    if (typeof named === 'string')
      report({
        code: 'capacity-reservation',
        at: keyAt(request, 'CapacityReservationSpecification'),
        params: { target: named },
        fixes: [setKey('capacity-open', 'CapacityReservationSpecification', JSON.stringify({ CapacityReservationPreference: 'open' }))],
      });
  }
  const hibernation = opened(request, 'HibernationOptions');
  if (isObject(hibernation) && hibernation.Configured === true)
    report({
      code: 'hibernation',
      at: keyAt(request, 'HibernationOptions'),
      params: { type: metadataValue(request.metadata, 'InstanceType') },
    });
};

/** Rules of the values of single keys (facts 1.2). */
export const VALUE_RULES: readonly Rule[] = [
  { id: 'J6', severity: 'warning', needs: [], check: userData },
  {
    id: 'J8',
    severity: 'warning',
    needs: [],
    check: reservedCapacity,
  },
];
