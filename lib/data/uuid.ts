/** Whether `text` is a UUID. Ids of drafts and restores are; whatever else stands in an address names none, and the database would refuse to compare it. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
