import { isObject, type JsonObject, openJson } from '@/lib/restore/json';

/** A volume of BlockDeviceMappings whose encryption can be chosen. */
export interface DeviceRow {
  readonly position: number;
  readonly name: string;
  readonly encrypted: boolean;
  readonly kmsKeyId: string;
}

const ebsOf = (entry: unknown): JsonObject | null => (isObject(entry) && isObject(entry.Ebs) ? entry.Ebs : null);

/** The volumes in the text of BlockDeviceMappings; none where it cannot be read. */
export const devicesIn = (text: string | null): readonly DeviceRow[] => {
  const opened = text === null ? null : openJson(text);
  if (!Array.isArray(opened)) return [];
  return opened.flatMap((entry: unknown, position): DeviceRow[] => {
    const ebs = ebsOf(entry);
    if (ebs === null || !isObject(entry)) return [];
    return [
      {
        position,
        name: typeof entry.DeviceName === 'string' ? entry.DeviceName : String(position),
        encrypted: ebs.Encrypted === true,
        kmsKeyId: typeof ebs.KmsKeyId === 'string' ? ebs.KmsKeyId : '',
      },
    ];
  });
};

/** The text with the encryption of one volume changed and everything else as it was. A key implies encryption, and no encryption has no key. */
export const withEncryption = (
  text: string,
  position: number,
  change: { readonly encrypted: boolean; readonly kmsKeyId: string },
): string => {
  const opened = openJson(text);
  if (!Array.isArray(opened)) return text;
  return JSON.stringify(
    opened.map((entry: unknown, at) => {
      const ebs = ebsOf(entry);
      if (at !== position || ebs === null || !isObject(entry)) return entry;
      const { KmsKeyId: _key, ...rest } = ebs;
      const key = change.encrypted && change.kmsKeyId !== '' ? { KmsKeyId: change.kmsKeyId } : {};
      return { ...entry, Ebs: { ...rest, Encrypted: change.encrypted, ...key } };
    }),
  );
};
