import { isObject, type JsonObject, openJson } from './json';

/** A block device as BlockDeviceMappings names it. */
export interface BlockDevice {
  readonly device: string | null;
  /** Its Ebs members; empty for an instance store device or where they cannot be read. */
  readonly ebs: JsonObject;
}

/** The entries: a list, or the one object that the documentation draws. */
const entriesOf = (text: string): readonly unknown[] => {
  const opened = openJson(text);
  if (Array.isArray(opened)) return opened;
  return isObject(opened) ? [opened] : [];
};

/** The devices that a text of BlockDeviceMappings names. */
export const blockDevicesOf = (text: string): readonly BlockDevice[] =>
  entriesOf(text).map((entry) => ({
    device: isObject(entry) && typeof entry.DeviceName === 'string' && entry.DeviceName !== '' ? entry.DeviceName : null,
    ebs: isObject(entry) && isObject(entry.Ebs) ? entry.Ebs : {},
  }));

const withEbs = (text: string, position: number, edit: (ebs: JsonObject) => JsonObject): string =>
  JSON.stringify(
    entriesOf(text).map((entry, i) =>
      i === position && isObject(entry) ? { ...entry, Ebs: edit(isObject(entry.Ebs) ? entry.Ebs : {}) } : entry,
    ),
  );

/** The text with members of one device set; `undefined` takes a member out. */
export const withDevice = (text: string, position: number, members: JsonObject): string =>
  withEbs(text, position, (ebs) => ({ ...ebs, ...members }));

/** The text without one device. */
export const withoutDevice = (text: string, position: number): string => JSON.stringify(entriesOf(text).filter((_, i) => i !== position));

/** The text without one member of one device. */
export const withoutDeviceMember = (text: string, position: number, member: string): string =>
  withEbs(text, position, (ebs) => Object.fromEntries(Object.entries(ebs).filter(([name]) => name !== member)));
