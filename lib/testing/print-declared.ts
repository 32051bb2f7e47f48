import { declaredOperations } from './declared';

// Told to a test that runs where `server-only` cannot be loaded.
process.stdout.write(JSON.stringify(await declaredOperations()));
