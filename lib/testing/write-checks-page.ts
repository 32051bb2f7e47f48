import { writeFileSync } from 'node:fs';
import { CHECKS_PAGE, checksPage } from './checks-page';

writeFileSync(CHECKS_PAGE, checksPage());
