// Writes docs/rules.md from the rules and their examples. Run: node scripts/make-rules-page.ts
import { writeFile } from 'node:fs/promises';
import { RULES_PAGE, rulesPage } from './rulesPage.ts';

await writeFile(RULES_PAGE, await rulesPage());
