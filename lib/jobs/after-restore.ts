import type { InterfaceMatch } from './compare-addresses';

/** What is left to do by hand after a restore; words come from messages, by `code`. */
export type AfterRestore =
  /** Secondary addresses must be set up in the guest (F20). */
  | { readonly rule: 'F20'; readonly code: 'secondary'; readonly addresses: readonly string[] }
  /** Several interfaces need routing in the guest (F20). */
  | { readonly rule: 'F20'; readonly code: 'several' }
  /** New interfaces have new MAC addresses (F22). */
  | { readonly rule: 'F22'; readonly code: 'mac'; readonly macs: readonly string[] }
  | { readonly rule: 'F23'; readonly code: 'elastic' }
  | { readonly rule: 'F24'; readonly code: 'tags'; readonly copied: boolean | null }
  | { readonly rule: 'F24'; readonly code: 'sourceDest' }
  | { readonly rule: 'F24'; readonly code: 'targets' }
  /** Two copies of one machine on the network (F21). */
  | { readonly rule: 'F21'; readonly code: 'original' };

/** What is known of a completed restore; `interfaces` is empty where it was started elsewhere. */
export interface RestoredFacts {
  readonly interfaces: readonly InterfaceMatch[];
  /** `null`: not known. */
  readonly copyTags: boolean | null;
}

/** The list of section 4 of docs/aws-facts.md (F20-F24) for one completed restore; what its interfaces rule out is left out. */
export const afterRestore = ({ interfaces, copyTags }: RestoredFacts): readonly AfterRestore[] => {
  const secondaries = interfaces.flatMap((each) =>
    each.addresses.flatMap(({ role, actual, asked }) =>
      role === 'secondary' ? (actual ?? (asked?.kind === 'fixed' ? asked.address : [])) : [],
    ),
  );
  const attached = interfaces.filter((each) => each.actual !== null);
  const brandNew = interfaces.filter((each) => each.askedInterfaceId === null);
  // An attached interface keeps its MAC address and its Elastic IP.
  const allKept = interfaces.length > 0 && brandNew.length === 0;
  return [
    ...(secondaries.length > 0 ? [{ rule: 'F20', code: 'secondary', addresses: secondaries } as const] : []),
    ...(attached.length > 1 ? [{ rule: 'F20', code: 'several' } as const] : []),
    ...(allKept
      ? []
      : [
          { rule: 'F22', code: 'mac', macs: brandNew.flatMap((each) => each.actual?.macAddress ?? []) } as const,
          { rule: 'F23', code: 'elastic' } as const,
        ]),
    { rule: 'F24', code: 'tags', copied: copyTags },
    { rule: 'F24', code: 'sourceDest' },
    { rule: 'F24', code: 'targets' },
    { rule: 'F21', code: 'original' },
  ];
};
