import type { InstanceTypeFact, NetworkCardFact } from './facts';

/** How many more interfaces cards take where the ENA queues of each interface are chosen (facts 11.5). */
export const flexibleRoom = (fact: InstanceTypeFact, cards: readonly NetworkCardFact[] = fact.networkCards): number =>
  fact.flexibleQueues ? cards.reduce((sum, card) => sum + card.moreInterfaces, 0) : 0;

/** The most interfaces that an instance of a type can have. */
export const mostInterfaces = (fact: InstanceTypeFact): number => fact.maxInterfaces + flexibleRoom(fact);
