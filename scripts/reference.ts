import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cliReference } from './reference-cli.ts'
import { restReference } from './reference-rest.ts'

const docs = join(import.meta.dirname, '../docs')

/** Writes the pages of `docs/` that are made from the program itself. */
writeFileSync(join(docs, 'cli.md'), cliReference())
writeFileSync(join(docs, 'rest.md'), await restReference())
