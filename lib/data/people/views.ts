import type { Directory } from '@/lib/access/directory';
import type { Grant } from '@/lib/access/roles';
import type { Place } from '@/lib/paths';

/** What the whole console knows from the server, whatever page is open. */
export interface FrameView {
  /** The person's opaque id; `''`: nobody whom the console knows. */
  readonly user: string;
  /** The roles of the person, by which the screen tells what they may do. */
  readonly grants: readonly Grant[];
  /** Whom to ask for a role: ids. */
  readonly administrators: readonly string[];
  /** Everybody's name, for the ids that answers carry. */
  readonly people: Directory;
  /** Where the console's own credentials belong; `null` where that is not known. */
  readonly home: Place | null;
  readonly simulated: boolean;
}
