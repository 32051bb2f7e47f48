'use client';

import { useTranslations } from 'use-intl';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import type enPoints from '@/lib/i18n/messages/en/points.json';
import { isObject, openJson } from '@/lib/restore/json';
import { knownKey } from '@/lib/restore/keys';
import { JsonValue } from './json-value';

type MeaningKey = keyof (typeof enPoints)['keys'];

/** The message that tells what a key means. A colon stays out of message keys. */
const MEANINGS: Readonly<Record<string, string>> = { 'aws:backup:request-id': 'request-id' };

const useMeaning = (): ((name: string) => string | null) => {
  const t = useTranslations('points.keys');
  return (name) => {
    const known = knownKey(name);
    return known === null ? null : t((MEANINGS[known.name] ?? known.name) as MeaningKey);
  };
};

const Value = ({ name, text }: { readonly name: string; readonly text: string }) => {
  const t = useTranslations('points.metadata');
  const format = knownKey(name)?.format;
  const opened = openJson(text);
  if (isObject(opened) || Array.isArray(opened)) {
    if (name !== 'NetworkInterfaces') return <JsonValue value={opened} empty={t('emptyValue')} />;
    return (
      <details>
        <summary className="text-accent">{t('showValue')}</summary>
        <JsonValue value={opened} empty={t('emptyValue')} />
      </details>
    );
  }
  const broken = (format === 'json-array' || format === 'json-object') && opened === undefined;
  if (text === '') return <span className="text-text-dim">{t('emptyValue')}</span>;
  return (
    <>
      <span className="mono wrap-anywhere">{text}</span>
      {broken && <p className="text-warn">{t('brokenValue')}</p>}
    </>
  );
};

/** Every key of a metadata map in AWS's order: its value with JSON opened, and for EC2 what it means. */
export const MetadataKeys = ({ metadata, ec2 }: { readonly metadata: Readonly<Record<string, string>>; readonly ec2: boolean }) => {
  const t = useTranslations('points.metadata');
  const meaning = useMeaning();
  return (
    <Table label={t('otherKeys')} className="table-fixed">
      <THead>
        <Th className="w-[18.5rem]">{t('key')}</Th>
        <Th>{t('value')}</Th>
      </THead>
      <tbody>
        {Object.entries(metadata).map(([name, text]) => (
          <Tr key={name}>
            <Td className="align-top break-words">
              <span className="font-semibold">{name}</span>
              {ec2 && <p className="text-xs text-text-dim">{meaning(name) ?? t('unknownKey')}</p>}
            </Td>
            <Td className="align-top">
              <Value name={name} text={text} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
};
