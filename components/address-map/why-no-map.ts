import type { Facts } from '@/lib/restore/facts';

/** Why a subnet of the plan cannot be drawn. */
export type WhyNoMap =
  /** AWS was read and has no such subnet. */
  | { readonly code: 'missing' }
  | { readonly code: 'denied'; readonly action: string }
  /** AWS gave no answer. */
  | { readonly code: 'unread' }
  /** Nobody has answered yet, and nothing is known to be in the way. */
  | { readonly code: 'reading' }
  /** The facts cannot be had from the console at all, so nothing is known of AWS. */
  | { readonly code: 'problem' };

/** Why there is no map. `inTheWay`: what keeps the console from giving facts at all; `null`: nothing. */
export const whyNoMap = ({ subnets }: Pick<Facts, 'subnets'>, inTheWay: { readonly code: string } | null): WhyNoMap => {
  if (subnets.state === 'known') return { code: 'missing' };
  const { reason } = subnets;
  if (reason.code === 'denied') return { code: 'denied', action: reason.action };
  if (inTheWay !== null) return { code: 'problem' };
  return { code: reason.code === 'not-given' ? 'reading' : 'unread' };
};
