import { err, ok, type Result } from '@/lib/result';
import type { Command } from '../command';
import type { Difference } from '../explain';
import { type JsonObject, openJson } from '../json';
import { spellingOf } from '../keys';
import type { ParseProblem } from '../parse';
import type { RestoreMetadata, RestorePlan } from '../plan';
import type { CommandOptions } from './input';
import { planOfFile, sourceOfFile } from './plan-of-file';
import { LISTS, StandIns } from './stand-ins';
import { asText, textValues } from './text-values';

const NO_OPTIONS: CommandOptions = { region: null, recoveryPointArn: null, restoreRoleArn: null, copyTags: null, ignored: [] };

/** Before the name of what was put aside: no key and no member of AWS begins so, and what is not known travels unchanged. */
const ASIDE = 'rehome:aside:';
const SUBNET = 'subnet-aside';
const TYPE = 'aside.type';
/** Keys that say where the interfaces are; only together can they be put aside. */
const OF_INTERFACES = ['NetworkInterfaces', 'SubnetId', 'SecurityGroupIds'];
/** A file can have no more places that cannot be read than it has values. */
const MAX_STEPS = 2_000;

type Map = Readonly<Record<string, unknown>>;

const withKey = (map: Map, name: string, put: readonly [string, unknown] | null): RestoreMetadata =>
  Object.fromEntries(
    Object.entries(map).flatMap(([key, value]): [string, unknown][] => (key !== name ? [[key, value]] : put === null ? [] : [[...put]])),
  ) as RestoreMetadata;

/** A text about an interface with the names that its members have. */
const named = (text: string | null): string | null => text?.replaceAll(ASIDE, '') ?? null;

/** The interfaces of a map that has been found to hold a list of objects, and how it spells their key. */
const interfacesIn = (map: RestoreMetadata): readonly [string, readonly JsonObject[]] => {
  const spelling = spellingOf(map, 'NetworkInterfaces') ?? 'NetworkInterfaces';
  return [spelling, openJson(map[spelling] ?? '[]') as readonly JsonObject[]];
};

interface Parted {
  readonly aside: SetAside;
  readonly plan: RestorePlan;
}

/** A file of which what cannot be read as a plan was put aside, so that the rest can be worked on; `back` puts it into what was made of the rest. */
export class SetAside {
  /** The file without it: a plan. */
  metadata: RestoreMetadata;
  private readonly keys = new Map<string, unknown>();
  private interfacesHeld = false;
  private type: string | null = null;

  private constructor(
    given: RestoreMetadata,
    private readonly standIns: StandIns,
  ) {
    this.metadata = textValues(given);
  }

  /** What was put aside, and the plan of the rest. Fails where even so no plan can be made of the file. */
  static of(given: RestoreMetadata, standIns = new StandIns([JSON.stringify(given)])): Result<Parted, ParseProblem> {
    const aside = new SetAside(given, standIns);
    for (let step = 0; ; step += 1) {
      const plan = planOfFile(sourceOfFile(aside.metadata, NO_OPTIONS));
      if (plan.ok) return ok({ aside, plan: plan.value });
      if (step > MAX_STEPS) return err(plan.error);
      aside.put(plan.error);
    }
  }

  /** Whether `command` is about what was put aside: it could not be carried out. */
  holds(command: Command): boolean {
    return this.interfacesHeld && ('nic' in command || command.type === 'replace-nics' || command.type === 'add-nic');
  }

  private put({ code, at, key }: ParseProblem): void {
    const [, name = '', nic, member, position] = at.split('/');
    if (code === 'no-instance-type') this.holdType();
    else if (!OF_INTERFACES.includes(name)) this.holdKey(key);
    else if (member === undefined) this.holdInterfaces();
    else {
      const [spelling, nics] = interfacesIn(this.metadata);
      const changed = nics.map((raw, i) =>
        i === Number(nic) ? this.withoutMember(raw, code, member, position === undefined ? null : Number(position)) : raw,
      );
      this.metadata = withKey(this.metadata, spelling, [spelling, JSON.stringify(changed)]);
    }
  }

  private withoutMember(raw: JsonObject, code: ParseProblem['code'], member: string, position: number | null): JsonObject {
    const kind = LISTS.find(([list]) => list === member)?.[1];
    const list = raw[member];
    if (kind !== undefined && position !== null && Array.isArray(list)) {
      const whole = code !== 'malformed-address';
      return { ...raw, [member]: list.with(position, this.standIns.entryFor(list[position], kind, whole)) };
    }
    if (code === 'malformed-address') return { ...raw, [member]: this.standIns.textFor(raw[member], 'ipv4', false) };
    return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name === member ? ASIDE + name : name, value]));
  }

  private holdType(): void {
    const spelling = spellingOf(this.metadata, 'InstanceType');
    this.type = spelling === null ? null : '';
    this.metadata = spelling === null ? { ...this.metadata, InstanceType: TYPE } : withKey(this.metadata, spelling, [spelling, TYPE]);
  }

  private holdKey(key: string): void {
    if (!Object.hasOwn(this.metadata, key)) return;
    const value = (this.metadata as Map)[key];
    this.keys.set(key, value);
    this.metadata = withKey(this.metadata, key, [ASIDE + key, asText(value)]);
  }

  private holdInterfaces(): void {
    this.interfacesHeld = true;
    for (const name of OF_INTERFACES) this.holdKey(spellingOf(this.metadata, name) ?? name);
    this.metadata = { ...this.metadata, SubnetId: SUBNET };
  }

  /** The keys that were put aside as wholes, with what stood there. */
  held(): ReadonlyMap<string, unknown> {
    return this.keys;
  }

  /** Differences of the rest as those of the whole: of what was put aside there is none but that somebody took it out or wrote it anew. */
  seen(differences: readonly Difference[]): readonly Difference[] {
    const gone = differences.filter(({ at, kind }) => at.includes(ASIDE) && kind === 'dropped');
    const before = new Map(gone.map((each) => [each.at.replace(ASIDE, ''), each.before]));
    return differences
      .filter(({ at }) => !at.includes(ASIDE) && !(this.interfacesHeld && OF_INTERFACES.some((name) => at.startsWith(`/${name}`))))
      .map((each): Difference => {
        if (each.before === TYPE) return this.type === '' ? { ...each, before: '' } : { ...each, kind: 'added', before: null };
        const was = before.get(each.at);
        return was === undefined ? each : { ...each, kind: 'changed', before: was, reason: 'edited' };
      })
      .map((each) => ({ ...each, before: named(each.before), after: named(each.after) }));
  }

  /** What was made of the rest, with everything that was put aside as it was; a key that `commands` take out stays out. */
  back(written: RestoreMetadata, commands: readonly Command[]): RestoreMetadata {
    let out = this.interfacesHeld ? withKey(written, 'NetworkInterfaces', null) : this.interfacesBack(written);
    for (const [spelling, value] of Object.entries(out))
      if (value === TYPE) out = withKey(out, spelling, this.type === null ? null : [spelling, this.type]);
    for (const [key, value] of this.keys) {
      const gone = commands.some(
        (each) => each.type === 'set-override' && each.value === null && each.key.toLowerCase() === key.toLowerCase(),
      );
      out = withKey(out, ASIDE + key, gone ? null : [key, value]);
    }
    return out;
  }

  private interfacesBack(written: RestoreMetadata): RestoreMetadata {
    const [spelling, nics] = interfacesIn(written);
    const text = JSON.stringify(nics.map((nic) => this.nicBack(nic)));
    return text === JSON.stringify(nics) ? written : withKey(written, spelling, [spelling, text]);
  }

  private nicBack(nic: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(nic).map(([name, value]): [string, unknown] => {
        const kind = LISTS.find(([list]) => list === name)?.[1];
        if (name.startsWith(ASIDE)) return [name.slice(ASIDE.length), this.standIns.valueBack(value)];
        return [name, kind !== undefined && Array.isArray(value) ? value.map((entry) => this.standIns.back(entry, kind)) : value];
      }),
    );
  }
}
