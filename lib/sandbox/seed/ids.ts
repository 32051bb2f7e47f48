import { createHash } from 'node:crypto';

const hex = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

/** A stable AWS-like id: the same `what` gives the same id in every seed. */
export const seedId = (prefix: string, what: string): string => `${prefix}-0${hex(`${prefix}:${what}`, 16)}`;

/** The volume that an instance boots from: every instance has one. */
export const rootVolumeOf = (instanceId: string): string => seedId('vol', instanceId);

/** The id of a placement group. */
export const placementGroupId = (name: string): string => seedId('pg', name);

/** A stable UUID. */
export const seedUuid = (what: string): string => hex(what, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');

/** A stable MAC address, locally administered. */
export const seedMac = (what: string): string => `06:${(hex(`mac:${what}`, 10).match(/../g) ?? []).join(':')}`;

/** A stable number in 0..1. */
export const seedFraction = (what: string): number => Number.parseInt(hex(what, 8), 16) / 0xffffffff;
