import { startRestore } from '@/lib/data/start-restore';
import { ACKNOWLEDGED, OPERATOR, SCOPE } from './restores';

/* A console as a process of its own that does one thing: it starts the restore of a draft, as the action of the page does. Its arguments are the draft's id and revision. */
const [draftId = '', revision] = process.argv.slice(2);

void startRestore(SCOPE, OPERATOR, { draftId, revision: Number(revision), acknowledged: ACKNOWLEDGED }).then((outcome) => {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  process.exit(0);
});
