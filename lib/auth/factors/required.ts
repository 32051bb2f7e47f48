import { valueOrInitial } from '@/lib/data/settings/read';
import type { SessionRow } from '@/lib/db/repositories/sessions';

/** The settings that `needsFactor` asks. */
export const FACTOR_SETTINGS = ['factorRequiredFor', 'providerFactorCounts'] as const;

/**
 * Whether a role of the person needs a second factor, and none was proved in the session. What the identity provider asked for counts as one only while the setting says so.
 */
export const needsFactor = ({ grants, secondFactor, settings }: Pick<SessionRow, 'grants' | 'secondFactor' | 'settings'>): boolean => {
  const proved =
    secondFactor !== null && (secondFactor !== 'provider' || valueOrInitial('providerFactorCounts', settings.providerFactorCounts));
  return !proved && isRequired(grants, settings.factorRequiredFor);
};

/** Whether one of these roles needs a second factor, as the setting is stored. */
export const isRequired = (grants: SessionRow['grants'], stored: unknown): boolean => {
  const roles = valueOrInitial('factorRequiredFor', stored);
  return grants.some(({ role }) => roles.includes(role));
};
