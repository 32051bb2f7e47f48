'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { iconButtonClass } from '@/components/ui/button-style';
import { Select } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import { type Grant, ROLES } from '@/lib/access/roles';

const EVERYWHERE = '*';

/** Roles and where they count, one a line. `accounts`: those that one may choose besides every one. */
export const RolesField = (props: {
  readonly grants: readonly Grant[];
  readonly accounts: readonly string[];
  readonly onChange: (grants: readonly Grant[]) => void;
}) => {
  const { grants, accounts, onChange } = props;
  const t = useTranslations('people.roles');
  const role = useTranslations('problems.access.roles');
  const change = (at: number, next: Grant) => onChange(grants.map((grant, each) => (each === at ? next : grant)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-xs font-semibold text-text-dim">{t('legend')}</legend>
      {grants.length === 0 && <p className="text-text-dim">{t('none')}</p>}
      {grants.map((grant, at) => (
        // Lines have no names of their own, and a line's place is all that tells it from another one.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={at} className="flex flex-wrap items-end gap-2">
          <Select
            label={t('role')}
            className="w-40"
            value={grant.role}
            options={ROLES.map((value) => ({ value, text: role(value) }))}
            onChange={(event) => change(at, { ...grant, role: ROLES.find((each) => each === event.target.value) ?? grant.role })}
          />
          <Select
            label={t('where')}
            className="w-44"
            value={grant.account ?? EVERYWHERE}
            options={[{ value: EVERYWHERE, text: t('everywhere') }, ...accounts.map((value) => ({ value, text: value }))]}
            onChange={(event) => change(at, { ...grant, account: event.target.value === EVERYWHERE ? null : event.target.value })}
          />
          <button
            type="button"
            className={iconButtonClass()}
            aria-label={t('remove', { number: at + 1 })}
            title={t('remove', { number: at + 1 })}
            onClick={() => onChange(grants.filter((_, each) => each !== at))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <span>
        <Button size="small" icon="plus" onClick={() => onChange([...grants, { role: 'viewer', account: null }])}>
          {t('add')}
        </Button>
      </span>
      <p className="text-xs text-text-dim">{t('hint')}</p>
    </fieldset>
  );
};

/** The accounts that a role may be given for: the console's own, and those that somebody has one for already. */
export const accountsOf = (home: string | null, grants: readonly Grant[]): readonly string[] => [
  ...new Set([home, ...grants.map(({ account }) => account)].filter((account) => account !== null)),
];
