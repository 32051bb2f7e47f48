import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import type { Slot } from './command';
import { isObject } from './json';
import type { RestorePlan } from './plan';
import { templateNics } from './sent-keys';

/** The address that stood in `slot` in the backup; `null` where there was none, or where the interface was added here. Reads one interface, not the whole backup. */
export const backedUpAddress = (plan: RestorePlan, slot: Slot): Ipv4 | null => {
  const origin = plan.nics.find((nic) => nic.key === slot.nic)?.origin ?? null;
  const nic = origin === null ? undefined : templateNics(plan.source.template)[origin];
  if (nic === undefined) return null;
  const listed = Array.isArray(nic.PrivateIpAddresses) ? nic.PrivateIpAddresses.filter(isObject) : [];
  const text =
    slot.role === 'primary'
      ? (listed.find((entry) => entry.Primary === true)?.PrivateIpAddress ?? nic.PrivateIpAddress)
      : listed.filter((entry) => entry.Primary !== true)[slot.index]?.PrivateIpAddress;
  return typeof text === 'string' ? parseIpv4(text) : null;
};
