'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
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

const Cell = ({ name, shown }: { readonly name: RowName; readonly shown: Shown }) => {
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
        <ul className="mono">
          {shown.texts.map((text) => (
            <li key={text} title={text} className="wrap-anywhere">
              {say(text)}
            </li>
          ))}
        </ul>
      );
  }
};

const PairRows = ({ pair }: { readonly pair: LayoutPair }) => {
  const t = useTranslations('restore.compare');
  const index = pair.after ?? pair.before ?? 0;
  return (
    <tbody>
      <tr>
        <th scope="colgroup" colSpan={3} className="h-8 border-y border-line bg-surface-2 px-3 text-xs">
          {t('nic', { index: index + 1 })}
        </th>
      </tr>
      {pair.rows.map((row) => (
        <tr key={row.name} className={cx('border-b border-line align-top last:border-b-0', row.changed && 'bg-accent-soft')}>
          <th scope="row" className="py-1.5 pl-3 font-normal text-text-dim">
            {t(row.name)}
            {row.changed && (
              <span className="flex items-center gap-1 text-xs font-semibold text-accent">
                <Icon name="both" className="size-3.5" />
                {t('changed')}
              </span>
            )}
          </th>
          <td className="px-3 py-1.5">
            <Cell name={row.name} shown={row.before} />
          </td>
          <td className="px-3 py-1.5">
            <Cell name={row.name} shown={row.after} />
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
              <th scope="col" className="h-8 w-36 px-3 sm:w-1/4 sm:min-w-36">
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
            <PairRows key={pair.key} pair={pair} />
          ))}
        </table>
      </section>
    </div>
  );
};
