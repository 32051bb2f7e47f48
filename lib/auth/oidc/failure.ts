/** Why somebody could not sign in with the identity provider, or link themselves with it. */
export type OidcFailure = {
  readonly code: /** No provider is configured (any more). */
    | 'oidc-off'
    /** The provider does not answer, or not as one. */
    | 'oidc-away'
    /** The answer belongs to no sign-in that was begun in this browser and is still open: it is too old, or was used. */
    | 'oidc-stale'
    /** The provider said no, or the person did there. */
    | 'oidc-denied'
    /** What came back does not prove who the person is. */
    | 'oidc-unverified'
    /** Nobody gave this person a role here. */
    | 'oidc-no-role'
    /** Somebody else has the e-mail address here. */
    | 'oidc-email-taken'
    | 'oidc-disabled'
    /** Whom the provider knows is somebody else here. */
    | 'oidc-linked-elsewhere'
    /** The person is linked with somebody else of the provider. */
    | 'oidc-linked-another'
    /** Who began to link is not signed in in this browser any more. */
    | 'oidc-other-person';
  /** It was about linking somebody who is signed in. */
  readonly linking?: true;
};
