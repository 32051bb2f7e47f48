import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Registered, register } from '@/lib/operations/register';
import type { Declared, DeclaredByConstant } from './doors';

const folder = fileURLToPath(new URL('../operations', import.meta.url));
const registered: ReadonlySet<unknown> = new Set(register);
const isRegistered = (value: unknown): value is Registered => registered.has(value);
const declared = ({ name, permission, scope, fresh }: Registered): Declared => ({ name, permission, scope, fresh: fresh === true });

/** What the register says, by the names of the constants that pages, handlers and actions use. Only where `server-only` may be loaded. */
export const declaredOperations = async (): Promise<DeclaredByConstant> => {
  const names = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name));
  const modules: readonly object[] = await Promise.all(names.map((name) => import(`../operations/${name}`)));
  const constants = modules.flatMap((each) => Object.entries(each));
  return Object.fromEntries(constants.flatMap(([constant, value]) => (isRegistered(value) ? [[constant, declared(value)] as const] : [])));
};
