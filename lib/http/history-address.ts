import type { Given } from './get-of';

/** What the address of a list of the history asks for: outcomes stand in it as a list with commas. */
export const historyInput = ({ outcomes, ...rest }: Given): Given =>
  typeof outcomes === 'string' ? { ...rest, outcomes: outcomes.split(',').filter((each) => each !== '') } : rest;
