'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { CopyableId } from '@/components/ui/copyable-id';
import { Icon } from '@/components/ui/icon';
import type { RestorePlan } from '@/lib/restore/plan';
import { useEditor } from './editor-context';
import { compareLayouts, type LayoutPair, type RowName, type Shown, sameLayout } from './layout-rows';

/** A subnet by its name and block where they are known, anything else as it is. */
const useText = (name: RowName): ((text: string) => string) => {
  const subnets = useEditor((state) => state.index.subnets);
  const groups = useEditor((state) => state.index.groups);
  return (text) => {
    if (name === 'subnet') {
      const fact = subnets.get(text)?.fact;
      return fact === undefined ? text : `${fact.name ?? fact.id} ${fact.cidr}`;
    }
    const group = name === 'groups' ? groups.get(text) : undefined;
    return group === undefined ? text : group.name;
  };
};

/** An id of AWS's, as subnets, groups and interfaces have it. */
const ID = /^[a-z]+-[0-9a-f]{8,}$/;

/** What stands beside a text of the later layout: who holds an address now. `nic` is the interface's position there. */
export type Aside = (nic: number, name: RowName, text: string) => ReactNode;

const Cell = ({ name, shown, aside }: { readonly name: RowName; readonly shown: Shown; readonly aside?: (text: string) => ReactNode }) => {
  const t = useTranslations('restore.compare');
  const common = useTranslations('common.states');
  const say = useText(name);
  switch (shown.kind) {
    case 'absent':
      return <span className="text-text-dim">{t('absent')}</span>;
    case 'flag':
      return common(shown.on ? 'yes' : 'no');
    case 'automatic':
      return shown.count === null ? t('automatic') : t('automaticCount', { count: shown.count });
    default:
      if (shown.texts.length === 0) return <span className="text-text-dim">{t('none')}</span>;
      return (
        <ul>
          {shown.texts.map((text) => (
            <li key={text} className="flex flex-wrap items-baseline gap-x-2">
              {ID.test(text) && say(text) === text ? (
                <CopyableId value={text} />
              ) : (
                <span title={text} className="mono wrap-anywhere">
                  {say(text)}
                </span>
              )}
              {aside?.(text)}
            </li>
          ))}
        </ul>
      );
  }
};

const PairRows = ({ pair, aside }: { readonly pair: LayoutPair; readonly aside: Aside | undefined }) => {
  const t = useTranslations('restore.compare');
  const { after } = pair;
  const index = after ?? pair.before ?? 0;
  const asideOf = (name: RowName) => (aside === undefined || after === null ? {} : { aside: (text: string) => aside(after, name, text) });
  return (
    <tbody>
      <tr>
        <th scope="colgroup" colSpan={3} className="h-8 border-y border-line bg-surface-2 px-3 text-xs">
          {t('nic', { index: index + 1 })}
        </th>
      </tr>
      {pair.rows.map((row) => (
        <tr key={row.name} className={cx('border-b border-line align-top last:border-b-0', row.changed && 'bg-accent-soft')}>
          <th scope="row" className="py-1 pl-3 font-normal text-text-dim">
            <span className="flex flex-wrap items-center gap-x-2">
              {t(row.name)}
              {row.changed && (
                <span className="inline-flex items-center gap-1 text-xs font-semibold text-accent">
                  <Icon name="both" className="size-3.5" />
                  {t('changed')}
                </span>
              )}
            </span>
          </th>
          <td className={cx('px-3 py-1', row.changed && 'text-text-dim')}>
            <Cell name={row.name} shown={row.before} />
          </td>
          <td className={cx('px-3 py-1', row.changed && 'font-semibold')}>
            <Cell name={row.name} shown={row.after} {...asideOf(row.name)} />
          </td>
        </tr>
      ))}
    </tbody>
  );
};

/** Two layouts of interfaces and addresses side by side, with what differs marked by word and tint. */
export const LayoutCompare = (props: {
  readonly label: string;
  readonly before: RestorePlan;
  readonly after: RestorePlan;
  readonly heads: readonly [string, string];
  readonly aside?: Aside;
}) => {
  const t = useTranslations('restore.compare');
  const pairs = compareLayouts(props.before, props.after);
  return (
    <div className="flex flex-col gap-2">
      {sameLayout(pairs) && <p className="text-text-dim">{t('same')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section aria-label={props.label} tabIndex={0} className="overflow-x-auto rounded-md border border-line">
        <table className="w-full table-fixed border-collapse text-left">
          <thead className="text-xs text-text-dim">
            <tr>
              <th scope="col" className="h-8 w-36 px-3 sm:w-[27%] sm:min-w-36">
                {t('what')}
              </th>
              {props.heads.map((head) => (
                <th key={head} scope="col" className="h-8 px-3">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {pairs.map((pair) => (
            <PairRows key={pair.key} pair={pair} aside={props.aside} />
          ))}
        </table>
      </section>
    </div>
  );
};
