import { CopyableId } from './copyable-id';

const ID = /^(?:[a-z]{1,9}-[0-9a-f]{8,17}|arn:\S+)$/;

/** A value of the metadata as AWS writes it; one that is an id or ARN can be copied like any other on the screen. */
export const ValueText = ({ value }: { readonly value: string }) =>
  ID.test(value) ? <CopyableId value={value} max={80} /> : <span className="mono wrap-anywhere">{value}</span>;
