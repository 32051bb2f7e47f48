/** One's own passkey. Instants are ISO 8601. */
export interface OwnPasskey {
  readonly id: string;
  readonly name: string;
  readonly synced: boolean;
  readonly addedAt: string;
  readonly lastUsedAt: string | null;
  /** The host name that it works under, where that is not the one by which the console is addressed now. */
  readonly elsewhere: string | null;
}

/** A person's own sign-in, as they see it. */
export interface OwnAccount {
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
  /** What the identity provider is called that knows them. */
  readonly provider: string | null;
  /** They sign in by a click here. */
  readonly oneClick: boolean;
  readonly totpSince: string | null;
  readonly passkeys: readonly OwnPasskey[];
  readonly recoveryCodesLeft: number;
  /** A role of theirs needs a second factor. */
  readonly required: boolean;
  /** What was proved in this session beside the first step. */
  readonly proved: boolean;
  /** Passkeys can be made for the address by which the console is reached: they go with a host name, not with an IP address. */
  readonly passkeysHere: boolean;
}

/** By what the second step of this browser's sign-in can be done. */
export interface SecondStep {
  readonly totp: boolean;
  /** Passkeys that work under the name by which the console is addressed, and others. */
  readonly passkeys: 'here' | 'elsewhere' | 'none';
  readonly recoveryCodes: boolean;
}
