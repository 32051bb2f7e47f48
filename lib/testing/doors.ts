import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Permission } from '@/lib/access/roles';

/** What the register says of an operation. */
export interface Declared {
  readonly name: string;
  readonly permission: Permission | null;
  readonly scope: 'none' | 'place' | 'visitor';
  /** Asks for a fresh sign-in. */
  readonly fresh: boolean;
}

/** Every operation by the name of its constant. */
export type DeclaredByConstant = Readonly<Record<string, Declared>>;

/** An address that the console answers. */
export interface Door {
  /** As Next routes it, with `[name]` for the parts that differ. */
  readonly route: string;
  readonly kind: 'page' | 'handler';
  /** The operation that decides whether it is answered; `null`: a page that reads nothing of its own. */
  readonly asks: Declared | null;
}

/** A server action, with the operation behind it. */
export interface ActionDoor {
  readonly action: string;
  readonly does: Declared;
}

type Source = readonly [path: string, text: string];

const sourcesIn = (root: string, folder: string, pattern: RegExp): readonly Source[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && !/\.test\.tsx?$/.test(name))
    .toSorted()
    .map((name) => [join(folder, name), readFileSync(join(root, folder, name), 'utf8')]);

const found = (operations: DeclaredByConstant, constant: string, where: string): Declared => {
  const operation = operations[constant];
  if (operation === undefined) throw new Error(`${where}: no operation ${constant}`);
  return operation;
};

/** The text of a page with that of the files beside it that it imports. */
const withItsParts = (root: string, [path, text]: Source): string =>
  [...text.matchAll(/from '(\.{1,2}\/[^']+)'/g)].reduce((whole, [, name = '']) => {
    const part = join(root, dirname(path), `${name}.ts`);
    return existsSync(part) ? `${whole}\n${readFileSync(part, 'utf8')}` : whole;
  }, text);

/** Which operation each GET handler of `lib/http` is of: `getOf(x)`, or `pass(x, …)` in those that stream. */
const handlersIn = (root: string): ReadonlyMap<string, string> =>
  new Map(
    sourcesIn(root, 'lib/http', /\.ts$/).flatMap(([, text]) =>
      text.split(/^export const /m).flatMap((each): readonly (readonly [string, string])[] => {
        const name = /^(\w+Handler)\b/.exec(each)?.[1];
        const of = /(?:getOf|pass)\((\w+Operation)/.exec(each)?.[1];
        return name === undefined || of === undefined ? [] : [[name, of]];
      }),
    ),
  );

/** Every address that `app/` answers, with the operation that decides. One whose operation cannot be read from its file throws. */
export const doorsIn = (root: string, operations: DeclaredByConstant): readonly Door[] => {
  const handlers = handlersIn(root);
  return sourcesIn(root, 'app', /(?:^|\/)(?:page|route)\.tsx?$/).map((source): Door => {
    const [path, text] = source;
    const route = dirname(path).replace(/^app/, '') || '/';
    if (/page\.tsx$/.test(path)) {
      const asked = [...withItsParts(root, source).matchAll(/inPage\((\w+Operation)/g)].map(([, each = '']) => each);
      const first = asked.find((each) => each !== 'frameOperation');
      return { route, kind: 'page', asks: first === undefined ? null : found(operations, first, path) };
    }
    const handler = /^export const GET = (\w+);$/m.exec(text)?.[1] ?? 'GET';
    return { route, kind: 'handler', asks: found(operations, handlers.get(handler) ?? handler, path) };
  });
};

/** Every server action by its name. */
export const actionDoorsIn = (root: string, operations: DeclaredByConstant): readonly ActionDoor[] =>
  sourcesIn(root, 'lib/actions', /\.ts$/).flatMap(([path, text]) =>
    [...text.matchAll(/^export const (\w+) = actionOf\((\w+)\);/gm)].map(([, action = '', of = '']) => ({
      action,
      does: found(operations, of, path),
    })),
  );
