import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The files that belong in the data folder of a stopped LocalFlow. */
const belongs: Record<string, RegExp> = {
  '.': /^(api-token|backups|commands|database\.json|script-record(\.(one|two|toml))?|localflow\.(db|log)|logs|objects|owner\.lock|run-key|runner|runner-2|scripts|sockets|work)$/,
  // LocalFlow makes one before it migrates a database, such as one that a kill left between two migrations.
  backups: /-(daily|before-schema-\d+)\.db$/,
  commands: /^lf(\.cmd)?$/,
  'objects/drafts': /^$/,
  runner: /^(secret|runner\.log|command)$/,
  'runner-2': /^runner\.log$/,
  scripts: /^[0-9a-f]{64}$/,
  sockets: /^$/,
  work: /^$/,
}

/** Files that do not: drafts, partial files, and files that killed processes used alone. */
export function leftFiles(data: string): string[] {
  return Object.entries(belongs).flatMap(([folder, pattern]) => {
    const names = existsSync(join(data, folder)) ? readdirSync(join(data, folder)) : []
    return names.filter((name) => !pattern.test(name)).map((name) => `left behind: ${join(folder, name)}`)
  })
}
