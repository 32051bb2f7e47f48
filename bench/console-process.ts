import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { World } from '@/e2e/support/world';

/** The socket that listens on a port of loopback, as `/proc` names it (Linux only). */
const listeningSocket = (port: number): string => {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const line = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((each) => each.trim().split(/\s+/))
    .find((fields) => fields[1]?.endsWith(`:${hex}`) === true && fields[3] === '0A');
  return `socket:[${line?.[9] ?? ''}]`;
};

const holds = (pid: string, socket: string): boolean => {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`) === socket;
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
};

/** The process of a world's console: the one that listens on its port. Throws where it is not found. */
export const consolePid = (world: World): number => {
  const socket = listeningSocket(Number(new URL(world.url).port));
  const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holds(name, socket));
  if (found === undefined) throw new Error('The process of the console was not found.');
  return Number(found);
};

const TICKS_PER_SECOND = 100;

/** Processor seconds that a process has used. */
export const cpuSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

/** Processor seconds that a process and those it started have used, ended ones included. */
export const cpuSecondsWithChildren = (pid: number): number => {
  const stat = (name: string): readonly string[] => readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const children = readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && Number(stat(name)[1]) === pid;
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
  const fields = stat(String(pid));
  const ended = (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
  return cpuSeconds(pid) + ended + children.reduce((sum, child) => sum + cpuSeconds(Number(child)), 0);
};

/** The memory that a process has now, and the most that it ever had: of its own and shared with others (VmRSS, VmHWM). Megabytes. */
export const memoryMb = (pid: number): { readonly now: number; readonly most: number } => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1_000;
  return { now: of('VmRSS'), most: of('VmHWM') };
};
