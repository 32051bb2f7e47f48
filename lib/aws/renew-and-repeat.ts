import type { Credentials } from './credentials';
import { CredentialsUnusable } from './credentials-unusable';
import { isCredentialsRefusal } from './errors';

/** Calls that change nothing, by the SDK's names of commands. Whatever is not named so is sent once: StartRestoreJob above all. */
const READS = /^(Describe|Get|List|Simulate|Decode)/;

type Send<Args, Output> = (args: Args) => Promise<Output>;

/**
 * A middleware for SDK clients (step `initialize`): where AWS refuses the credentials of a call, their source is asked for new ones, and a call that only reads is
 * sent once more with them. An error that stays is told where the credentials came from (`credentialsSource`).
 */
export const renewAndRepeat =
  (credentials: Credentials) =>
  <Args, Output>(next: Send<Args, Output>, context: { readonly commandName?: string }): Send<Args, Output> =>
  async (args) => {
    const used = credentials.generation();
    try {
      return await next(args);
    } catch (error) {
      if (!isCredentialsRefusal(error)) throw error;
      const source = credentials.source();
      const renewal = credentials.refused(used);
      // Whoever sent it has an answer to record, and does not wait for what may take long.
      if (!READS.test(context.commandName ?? '')) throw withSource(error, source);
      const { renewed, problem } = await renewal;
      if (problem !== null) throw new CredentialsUnusable(problem);
      if (!renewed) throw withSource(error, source);
      return await next(args).catch((again: unknown) => {
        throw withSource(again, credentials.source());
      });
    }
  };

const withSource = (error: unknown, credentialsSource: string): unknown =>
  isCredentialsRefusal(error) ? Object.assign(error, { credentialsSource }) : error;
