import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { OPTIONAL_ACTIONS, type OptionalAction } from '@/lib/access/policies';
import { getTranslator } from '@/lib/i18n/server';

type Colonless<A extends string> = A extends `${infer Service}:${infer Name}` ? `${Service}_${Name}` : never;

/** A message key cannot hold AWS's colon. */
const keyOf = (action: OptionalAction) => action.replace(':', '_') as Colonless<OptionalAction>;

/** What becomes unknown, or is left out, without each permission that may be missing. */
export const OptionalActions = async () => {
  const t = await getTranslator('settings');
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-md">{t('optionalTitle')}</h2>
      <p className="max-w-prose text-text-dim">{t('optionalAbout')}</p>
      <Table label={t('optionalTitle')}>
        <THead>
          <Th>{t('optionalAction')}</Th>
          <Th>{t('optionalWithout')}</Th>
        </THead>
        <tbody>
          {OPTIONAL_ACTIONS.map((action) => (
            <Tr key={action}>
              <Td className="mono whitespace-nowrap">{action}</Td>
              <Td>{t(`optional.${keyOf(action)}`)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
};
