/** Tags as a map. */
export const tagsIn = (
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries((tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])));

/** The `Name` tag; `null` where there is none or it is empty. */
export const nameIn = (
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): string | null => tags?.find((tag) => tag.Key === 'Name')?.Value || null;
