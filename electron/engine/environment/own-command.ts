import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Log } from '../base/log.ts'

/** How to start `lf`: the program, and its entry file. */
export type OwnCommand = { program: string; script: string; asNode: boolean }

const isWindows = process.platform === 'win32'

/** The folder with the `lf` of scripts; null if they find none, and where no PATH can name it. */
export const commandFolder = (command: OwnCommand | undefined, dataFolder: string): string | null => {
  const folder = join(dataFolder, 'commands')
  return command === undefined || folder.includes(delimiter) ? null : folder
}

/**
 * Writes `lf` for the scripts of this LocalFlow, whole or not at all. Call at each start: the program may have moved. A disk
 * that refuses it keeps no run from starting.
 */
export function placeOwnCommand(dataFolder: string, command: OwnCommand, log: Log): void {
  const folder = commandFolder(command, dataFolder)
  if (folder === null) return log.warn('scripts find no lf, because PATH cannot name the data folder', { dataFolder })
  const path = join(folder, isWindows ? 'lf.cmd' : 'lf')
  const text = isWindows ? batchText(command) : shellText(command)
  try {
    rmSync(`${path}.new`, { force: true })
    if (textOf(path) === text) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(`${path}.new`, text, { mode: 0o700 })
    renameSync(`${path}.new`, path)
  } catch (error) {
    log.warn('could not write lf for scripts', { path, error })
  }
}

/** Null for a file that is no program, too. */
function textOf(path: string): string | null {
  try {
    accessSync(path, constants.X_OK)
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The program may be gone while its runs go on, such as an AppImage that was moved. */
const shellText = ({ program, script, asNode }: OwnCommand): string => `#!/bin/sh
# LocalFlow writes this file at each start.
program=${quoted(program)}
[ -x "$program" ] || { echo "lf: Could not find $program. Start LocalFlow again." >&2; exit 4; }
${asNode ? 'export ELECTRON_RUN_AS_NODE=1\n' : ''}exec "$program" ${quoted(script)} "$@"
`

const inBatch = (text: string): string => `"${text.replaceAll('%', '%%')}"`

const batchText = ({ program, script, asNode }: OwnCommand): string =>
  [
    '@echo off',
    'rem LocalFlow writes this file at each start.',
    'setlocal',
    ...(asNode ? ['set ELECTRON_RUN_AS_NODE=1'] : []),
    `${inBatch(program)} ${inBatch(script)} %*`,
    '',
  ].join('\r\n')

/** An environment in which scripts find this LocalFlow's `lf` before any other program of that name. */
export function withOwnCommand(env: Record<string, string>, folder: string | null): Record<string, string> {
  if (folder === null) return env
  // Windows calls it Path, and does not tell the two apart.
  const name = Object.keys(env).find((key) => (isWindows ? key.toUpperCase() : key) === 'PATH')
  // Without a PATH the system looks in folders of its own, which this one must not replace.
  if (name === undefined || !env[name]) return env
  return { ...env, [name]: [folder, ...env[name].split(delimiter).filter((part) => part !== folder)].join(delimiter) }
}
