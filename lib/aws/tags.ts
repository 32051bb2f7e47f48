/** The `Name` tag; `null` where there is none or it is empty. */
export const nameIn = (
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): string | null => tags?.find((tag) => tag.Key === 'Name')?.Value || null;
