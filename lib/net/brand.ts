declare const brand: unique symbol;

/** `Base` that only a parser may make: a plain string cannot be passed where a `Branded` one is asked for. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };
