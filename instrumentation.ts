/** Called by Next once per server, before the first request. */
export const register = async (): Promise<void> => {
  // Written out, because the bundler takes what follows out of every other runtime by this very comparison.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { allowedHosts, authSecret, env, oidc, trustForwarded } = await import('@/lib/env');
    // A bad setting is told at the start, not by the first page that needs it.
    env();
    allowedHosts();
    trustForwarded();
    authSecret();
    oidc();
    const { renameForbiddenMethods } = await import('@/lib/http/refused-methods');
    renameForbiddenMethods();
    const { refuseUnfitDatabase } = await import('@/lib/data/database-check');
    await refuseUnfitDatabase();
  }
};
