import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';

const fromText = new FromStringShapeDeserializer({ timestampFormat: { useTrait: true, default: 5 }, httpBindings: false });

/** Form fields by their dotted names: `Filter.1.Value.1` as nested members. */
export interface FormTree {
  [name: string]: FormTree | string;
}

/** Reads a form body into a tree. Prototype names are ordinary keys, because the tree has no prototype. */
export const readForm = (body: string): FormTree => {
  const root: FormTree = Object.create(null) as FormTree;
  for (const [name, value] of new URLSearchParams(body)) {
    const parts = name.split('.');
    const last = parts.pop() ?? '';
    let tree = root;
    for (const part of parts) {
      const next = tree[part];
      if (typeof next === 'object') tree = next;
      else {
        const made: FormTree = Object.create(null) as FormTree;
        tree[part] = made;
        tree = made;
      }
    }
    if (typeof tree[last] !== 'object') tree[last] = value;
  }
  return root;
};

interface NameTraits {
  readonly ec2QueryName?: string | undefined;
  readonly xmlName?: string | undefined;
}

const wireName = (name: string, traits: NameTraits, ec2: boolean): string => {
  if (ec2 && traits.ec2QueryName) return traits.ec2QueryName;
  const key = traits.xmlName ?? name;
  return ec2 ? key.charAt(0).toUpperCase() + key.slice(1) : key;
};

const numbered = (tree: FormTree): (FormTree | string)[] =>
  Object.keys(tree)
    .filter((key) => /^\d+$/.test(key))
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => tree[key] ?? '');

const readStruct = (schema: NormalizedSchema, value: FormTree | string, ec2: boolean): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  if (typeof value === 'string') return out;
  for (const [name, member] of schema.structIterator()) {
    const field = value[wireName(name, member.getMergedTraits(), ec2)];
    if (field !== undefined) out[name] = readQueryValue(member, field, ec2);
  }
  return out;
};

const readList = (schema: NormalizedSchema, value: FormTree | string, ec2: boolean): unknown[] => {
  if (typeof value === 'string') return [];
  const item = schema.getValueSchema();
  const flat = ec2 || Boolean(schema.getMergedTraits().xmlFlattened);
  const inner = flat ? value : value[item.getMergedTraits().xmlName ?? 'member'];
  return typeof inner === 'object' ? numbered(inner).map((entry) => readQueryValue(item, entry, ec2)) : [];
};

const readMap = (schema: NormalizedSchema, value: FormTree | string, ec2: boolean): Record<string, unknown> => {
  const inner = typeof value === 'string' ? undefined : schema.getMergedTraits().xmlFlattened ? value : value.entry;
  if (inner === undefined || typeof inner === 'string') return {};
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueName = schema.getValueSchema().getMergedTraits().xmlName ?? 'value';
  return Object.fromEntries(
    numbered(inner).flatMap((entry) =>
      typeof entry === 'string' ? [] : [[String(entry[keyName]), readQueryValue(schema.getValueSchema(), entry[valueName] ?? '', ec2)]],
    ),
  );
};

/** Decodes one value of the query protocols (`ec2`: lists are flat, names capitalised). */
export const readQueryValue = (schema: NormalizedSchema, value: FormTree | string, ec2: boolean): unknown => {
  if (schema.isStructSchema()) return readStruct(schema, value, ec2);
  if (schema.isListSchema()) return readList(schema, value, ec2);
  if (schema.isMapSchema()) return readMap(schema, value, ec2);
  return fromText.read(schema, typeof value === 'string' ? value : '');
};
