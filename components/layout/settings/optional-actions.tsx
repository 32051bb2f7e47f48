import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { OPTIONAL_ACTIONS, type OptionalAction } from '@/lib/access/policies';
import { getTranslator } from '@/lib/i18n/server';
import { Folded } from './folded';

type Colonless<A extends string> = A extends `${infer Service}:${infer Name}` ? `${Service}_${Name}` : never;

/** A message key cannot hold AWS's colon. */
const keyOf = (action: OptionalAction) => action.replace(':', '_') as Colonless<OptionalAction>;

/** What becomes unknown, or is left out, without each permission that may be missing. */
export const OptionalActions = async () => {
  const t = await getTranslator('settings');
  return (
    // Whoever gives the console all of them has no need of the list, which is half as long as the rest of the page.
    <Folded title={t('optionalTitle')}>
      <p className="max-w-prose pb-3 text-text-dim">{t('optionalAbout')}</p>
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
    </Folded>
  );
};
