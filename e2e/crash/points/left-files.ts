import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What there is in the data folder of a LocalFlow that has ended. */
const belongs: Record<string, RegExp> = {
  '.': /^(api-token|backups|database\.json|ledger(\.(one|two|toml))?|localflow\.(db|log)|logs|objects|owner\.lock|runner|runner-2|scripts|sockets|work)$/,
  // One is made before each migration of a database that is there, as one is that died between two.
  backups: /-(daily|before-schema-\d+)\.db$/,
  'objects/drafts': /^$/,
  runner: /^(secret|runner\.log)$/,
  'runner-2': /^runner\.log$/,
  scripts: /^[0-9a-f]{64}$/,
  sockets: /^$/,
  work: /^$/,
}

/** What does not belong there: drafts, parts, and what processes that died had for themselves. */
export function leftFiles(data: string): string[] {
  return Object.entries(belongs).flatMap(([folder, pattern]) => {
    const names = existsSync(join(data, folder)) ? readdirSync(join(data, folder)) : []
    return names.filter((name) => !pattern.test(name)).map((name) => `left behind: ${join(folder, name)}`)
  })
}
