import type { DraftView } from '@/lib/data/drafts/views';
import { mayBeDone } from '@/lib/problem';
import { isSignedOut, onSignedOut } from '@/lib/queries/signed-out';
import type { PlanHistory } from '@/lib/restore/history';
import { sameJson } from '@/lib/restore/json';
import type { RecalledEdits } from './kept-edits';
import type { SaveProblem, SaverState, SaverWorld } from './saver-state';

const PAUSE_MS = 600;
const MAX_RETRY_MS = 30_000;

/** Taken over by somebody else, or the role is gone. */
const REFUSED: readonly string[] = ['not-owner', 'not-permitted'];
/** What waiting may cure soon. */
const PASSES: readonly string[] = ['offline', 'aws', 'internal', 'database-away'];
/** What the console does not take as it is now. Another version of it may: it is asked again, at the longest pause. */
const MISFITS: readonly string[] = ['bad-input', 'invalid-plan'];

/**
 * Saves the plan of an editor as a draft: 600 ms after the last edit, one save at a time, again and again where the connection is lost. Until the server
 * has confirmed them edits also stay in the browser. A colleague's newer revision is taken where nothing of one's own is unsaved; else the person chooses.
 */
export class DraftSaver {
  private state: SaverState;
  private confirmed: PlanHistory;
  /** Sent, and no answer says whether it was saved: if the server turns out to have it, that is no conflict. */
  private unanswered: PlanHistory | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private keeping: ReturnType<typeof setTimeout> | null = null;
  private expected: number | null = null;
  private failures = 0;
  private flight: Promise<void> | null = null;
  private seenHistory: PlanHistory;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly world: SaverWorld) {
    const { draft } = world;
    this.confirmed = draft.history;
    this.seenHistory = draft.history;
    this.state = {
      revision: draft.revision,
      save: { kind: 'saved', at: draft.updatedAt },
      aside: null,
      news: null,
      recovered: null,
      leftOut: draft.leftOut,
    };
  }

  readonly read = (): SaverState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether something on the screen, or set aside, is on no server. */
  readonly unsaved = (): boolean => this.dirty() || this.state.aside !== null;

  /** Puts back what an earlier visit left unsaved, and begins to listen. Answers how to stop. */
  readonly begin = (): (() => void) => {
    let left = false;
    const { draft, keeper } = this.world;
    keeper.recall(draft.history.base.source).then(
      (kept) => kept !== null && !left && this.putBack(kept),
      () => undefined,
    );
    const stop = this.world.store.subscribe(this.onEdit);
    const again = () => this.dirty() && this.state.save.kind === 'failed' && this.saveSoon(0);
    window.addEventListener('online', again);
    // Not tried again before: whoever signs in meanwhile may be somebody else.
    const heardAgain = onSignedOut(() => !isSignedOut() && again());
    window.addEventListener('pagehide', this.keepNow);
    return () => {
      left = true;
      stop();
      heardAgain();
      window.removeEventListener('online', again);
      window.removeEventListener('pagehide', this.keepNow);
      this.keepNow();
      if (this.timer !== null) clearTimeout(this.timer);
    };
  };

  /** Saves now what is unsaved. The revision that then stands for what is on the screen; `null` where it could not be saved. */
  readonly flush = async (): Promise<number | null> => {
    for (let tries = 0; tries < 3 && this.dirty() && this.state.save.kind !== 'conflict'; tries += 1) await this.saveNow();
    return this.dirty() ? null : this.state.revision;
  };

  /** Looks at the draft as it is stored, as a poll found it. `mayEdit`: it is the person's own, not started, and they may plan. */
  readonly seen = (stored: DraftView, mayEdit: boolean): void => {
    if (mayEdit) this.world.store.setLocked(false);
    else this.lock();
    if (stored.started !== null) return;
    if (this.flight !== null || this.state.save.kind === 'conflict' || stored.revision <= this.state.revision) return;
    if (this.isOwnEcho(stored)) return;
    if (this.dirty()) this.set({ save: { kind: 'conflict', newer: stored } });
    else this.adopt(stored);
  };

  /** Shows the colleague's version; one's own is set aside. */
  readonly takeTheirs = (): void => {
    const { save } = this.state;
    if (save.kind !== 'conflict') return;
    const mine = { history: this.world.store.read().history, at: new Date().toISOString() };
    this.adopt(save.newer);
    this.set({ aside: mine, news: null });
    this.keepNow();
  };

  /** One's own version was stored elsewhere, or is not wanted. */
  readonly dropAside = (): void => {
    this.set({ aside: null });
    if (!this.dirty()) this.world.keeper.forget();
  };

  /** The draft was thrown away: nothing of it is to be saved or kept any more. */
  readonly abandon = (): void => {
    const { store, keeper } = this.world;
    store.setLocked(true);
    this.confirmed = store.read().history;
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.keeping !== null) clearTimeout(this.keeping);
    this.timer = null;
    this.keeping = null;
    this.set({ aside: null });
    keeper.forget();
  };

  /** This page has the server change the plan (a way to an address does): its next revision is its own. */
  readonly expectOwn = (): void => {
    this.expected = this.state.revision + 1;
  };

  /** The notes about what happened were read. */
  readonly dismissNews = (): void => this.set({ news: null, recovered: null, leftOut: 0 });

  private dirty(): boolean {
    return this.world.store.read().history !== this.confirmed;
  }

  private set(change: Partial<SaverState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  private putBack({ history, revision, at, leftOut }: RecalledEdits): void {
    const { store, keeper } = this.world;
    const edited = this.dirty();
    if (sameJson(history, this.confirmed)) {
      if (!edited) keeper.forget();
      return;
    }
    this.set({ leftOut });
    if (edited || revision !== this.state.revision || store.read().locked) {
      this.set({ aside: { history, at } });
      return;
    }
    store.setHistory(history);
    this.seenHistory = history;
    this.set({ recovered: at, save: { kind: 'waiting' } });
    this.saveSoon(0);
  }

  private readonly onEdit = (): void => {
    const { history, locked } = this.world.store.read();
    if (history === this.seenHistory) return;
    this.seenHistory = history;
    if (history === this.confirmed || locked) return;
    if (this.keeping === null) this.keeping = setTimeout(this.keepNow, 0);
    if (this.state.save.kind === 'conflict') return;
    if (this.state.save.kind !== 'saving') this.set({ save: { kind: 'waiting' } });
    this.saveSoon(PAUSE_MS);
  };

  private readonly keepNow = (): void => {
    if (this.keeping !== null) clearTimeout(this.keeping);
    this.keeping = null;
    const { aside, revision } = this.state;
    if (this.dirty() && !this.world.store.read().locked)
      this.world.keeper.keep({ revision, history: this.world.store.read().history, at: new Date().toISOString() });
    // A version set aside began from an older revision than the draft's, so that the next visit sets it aside again.
    else if (aside !== null) this.world.keeper.keep({ revision: -1, ...aside });
  };

  private saveSoon(ms: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.saveNow().catch(() => undefined);
    }, ms);
  }

  /** One save at a time: whoever comes second waits for the first and then looks whether anything is left to do. */
  private async saveNow(): Promise<void> {
    if (this.flight !== null) {
      await this.flight;
      if (!this.dirty()) return;
    }
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (!this.dirty() || this.state.save.kind === 'conflict' || this.world.store.read().locked) return;
    this.flight = this.attempt().finally(() => {
      this.flight = null;
    });
    await this.flight;
  }

  private async attempt(): Promise<void> {
    const { history } = this.world.store.read();
    // While it fails it is said to fail, through every further try, so that nothing flickers.
    if (this.state.save.kind !== 'failed') this.set({ save: { kind: 'saving' } });
    let answer: Awaited<ReturnType<SaverWorld['save']>>;
    try {
      answer = await this.world.save(this.state.revision, history);
    } catch {
      this.unanswered = history;
      this.failed({ code: 'offline' });
      return;
    }
    if (!answer.ok && mayBeDone(answer.error)) this.unanswered = history;
    if (answer.ok) this.confirm(history, answer.value.revision, answer.value.updatedAt);
    else if (answer.error.code === 'draft-conflict') this.conflict(answer.error.newer);
    else if (answer.error.code === 'already-started') this.lock();
    else if (REFUSED.includes(answer.error.code)) {
      this.lock();
      this.world.onRefused();
    } else this.failed(answer.error);
  }

  private confirm(history: PlanHistory, revision: number, at: string): void {
    this.failures = 0;
    this.unanswered = null;
    this.confirmed = history;
    // It was locked while this save was under way: what was set aside then is stored after all.
    if (this.world.store.read().locked) {
      this.seenHistory = history;
      this.world.store.setHistory(history);
      if (this.state.aside?.history === history) this.set({ aside: null });
    }
    if (this.dirty()) {
      this.set({ revision, save: { kind: 'waiting' } });
      this.saveSoon(PAUSE_MS);
      return;
    }
    this.set({ revision, save: { kind: 'saved', at } });
    if (this.state.aside === null) this.world.keeper.forget();
    else this.keepNow();
  }

  private conflict(newer: DraftView): void {
    if (this.isOwnEcho(newer)) return;
    this.set({ save: { kind: 'conflict', newer } });
  }

  /** Whether the stored revision is what was sent from here, with the answer lost on the way. Then it counts as confirmed. */
  private isOwnEcho(stored: DraftView): boolean {
    const now = this.world.store.read().history;
    const mine = [this.unanswered, now].find((each) => each !== null && sameJson(each, stored.history)) ?? null;
    if (mine === null) return false;
    this.confirm(mine, stored.revision, stored.updatedAt);
    return true;
  }

  private failed(problem: SaveProblem): void {
    const misfit = MISFITS.includes(problem.code);
    const retrying = misfit || PASSES.includes(problem.code);
    this.failures += 1;
    this.set({ save: { kind: 'failed', problem, retrying } });
    // Anything else is for a person to cure; a further edit tries again as well.
    if (retrying) this.saveSoon(misfit ? MAX_RETRY_MS : Math.min(1_000 * 2 ** (this.failures - 1), MAX_RETRY_MS));
  }

  private adopt(stored: DraftView): void {
    this.confirmed = stored.history;
    this.seenHistory = stored.history;
    this.world.store.setHistory(stored.history);
    this.set({
      revision: stored.revision,
      save: { kind: 'saved', at: stored.updatedAt },
      news: stored.revision === this.expected ? null : { by: stored.updatedBy, at: stored.updatedAt },
    });
  }

  /** The draft was started, taken over, or may not be edited any more: it is shown as it is stored, and edits that are not stored are set aside. */
  private lock(): void {
    const { store } = this.world;
    if (store.read().locked) return;
    const late = this.dirty() ? { history: store.read().history, at: new Date().toISOString() } : null;
    if (late !== null) {
      this.seenHistory = this.confirmed;
      store.setHistory(this.confirmed);
    }
    store.setLocked(true);
    this.set({ save: { kind: 'saved', at: new Date().toISOString() }, aside: late ?? this.state.aside });
    this.keepNow();
  }
}
