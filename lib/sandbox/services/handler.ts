import type { Account } from '../account/account';
import type { RegionState } from '../account/types';
import type { CallContext, Handler } from '../wire/service';

/** What a handler works on. */
export interface Scene {
  readonly account: Account;
  readonly region: RegionState;
  readonly call: CallContext;
}

/** A handler typed by the SDK's own input and output. The wire decoded `input` by that very schema, which is why it may be taken at its word. */
export const handler =
  <Input, Output>(account: Account, run: (input: Input, scene: Scene) => Output | Promise<Output>): Handler =>
  (input, call) =>
    run(input as Input, { account, region: account.region(call.region), call });
