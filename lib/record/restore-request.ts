import { canonicalJson } from './canonical-json';
import { sha256 } from './event';

/** A StartRestoreJob as it is sent, and where: what an approval is of. */
export interface RestoreRequest {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly vault: string;
  readonly recoveryPointArn: string;
  /** As it is sent. The request id in it counts for nothing here. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly roleArn: string | null;
  readonly resourceType: string;
  readonly copyTags: boolean;
}

/** The one key of the metadata that each attempt draws anew (facts 1.6); names of keys know no case (1.1). */
const REQUEST_ID = 'aws:backup:request-id';

/**
 * The one text of a request, which is what people approve: its canonical JSON without the request id, with a number for its form. In UTF-8 these are the bytes whose SHA-256 is
 * approved, recorded and asked for again right before the request goes out.
 */
export const restoreRequestText = (request: RestoreRequest): string => {
  const { account, region, vault, recoveryPointArn, roleArn, resourceType, copyTags } = request;
  const metadata = Object.fromEntries(Object.entries(request.metadata).filter(([name]) => name.toLowerCase() !== REQUEST_ID));
  return canonicalJson({ version: 1, account, region, vault, recoveryPointArn, metadata, roleArn, resourceType, copyTags });
};

/** SHA-256 of a request's text (`restoreRequestText`), as 64 lower-case hexadecimal digits. */
export const restoreRequestSha256 = (request: RestoreRequest): string => sha256(restoreRequestText(request));

/** The request that a text of `restoreRequestText` is of; its metadata has no request id. Throws for any other text. */
export const approvedRequest = (text: string): RestoreRequest => {
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null || !('version' in read) || read.version !== 1)
    throw new Error('not the text of a restore request');
  const { version: _version, ...request } = read as RestoreRequest & { readonly version: 1 };
  return request;
};
