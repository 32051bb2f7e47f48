import { isObject } from '@/lib/restore/json';

const Scalar = ({ value }: { readonly value: unknown }) => (
  <span className="mono wrap-anywhere">{typeof value === 'string' ? value : JSON.stringify(value)}</span>
);

/** A JSON value, opened: members by name, items in order, without brackets and quotes. `empty` stands for what has nothing in it. */
export const JsonValue = ({ value, empty }: { readonly value: unknown; readonly empty: string }) => {
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="text-text-dim">{empty}</span>;
    return (
      <ol className="flex flex-col gap-1">
        {value.map((item: unknown, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a stored value never move
          <li key={at} className={isObject(item) ? 'border-l-2 border-line pl-2' : ''}>
            <JsonValue value={item} empty={empty} />
          </li>
        ))}
      </ol>
    );
  }
  if (!isObject(value)) return value === '' ? <span className="text-text-dim">{empty}</span> : <Scalar value={value} />;
  return (
    <dl>
      {Object.entries(value).map(([name, member]) => (
        <div key={name} className="flex flex-wrap gap-x-3">
          <dt className="text-text-dim">{name}</dt>
          <dd className="min-w-0">
            <JsonValue value={member} empty={empty} />
          </dd>
        </div>
      ))}
    </dl>
  );
};
