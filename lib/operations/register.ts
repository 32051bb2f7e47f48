import 'server-only';
import type { z } from 'zod';
import * as approvals from './approvals';
import * as audit from './audit';
import * as backgroundWork from './background-work';
import * as checklist from './checklist';
import * as claimRoles from './claim-roles';
import * as console from './console';
import * as factors from './factors';
import * as finding from './finding';
import * as history from './history';
import * as inventory from './inventory';
import * as jobs from './jobs';
import * as kit from './kit';
import * as oidc from './oidc';
import type { Operation, ScopeKind } from './operation';
import * as ownAccount from './own-account';
import * as ownProvider from './own-provider';
import * as people from './people';
import * as plans from './plans';
import * as preferences from './preferences';
import * as secondStep from './second-step';
import * as signIn from './sign-in';
import * as waits from './waits';
import * as wayRuns from './way-runs';
import * as words from './words';

/** An operation as the register shows it: what it is called and what is asked for it, without what it does. */
export type Registered = Pick<
  Operation<ScopeKind, z.ZodType, unknown, never>,
  'name' | 'permission' | 'scope' | 'effect' | 'starts' | 'startsLater' | 'fresh' | 'withoutFactor' | 'input' | 'output'
>;

/** Everything that the console can do for a person. */
export const register: readonly Registered[] = [
  approvals,
  audit,
  backgroundWork,
  checklist,
  claimRoles,
  console,
  factors,
  finding,
  history,
  inventory,
  jobs,
  kit,
  oidc,
  people,
  ownAccount,
  ownProvider,
  plans,
  preferences,
  secondStep,
  signIn,
  waits,
  wayRuns,
  words,
].flatMap((family) => Object.values(family));
