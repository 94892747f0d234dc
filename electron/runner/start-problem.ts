import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Outcome, StartOrder } from './protocol.ts'

/** The outcome of an order that led to no child. */
export const refused = (order: Pick<StartOrder, 'attemptId'>, error: string): Outcome => ({
  attemptId: order.attemptId,
  at: Date.now(),
  pid: null,
  code: null,
  signal: null,
  cause: null,
  error,
  lastLine: null,
  bytes: 0,
  lines: 0,
  droppedBytes: 0,
  leftBehind: 0,
  usage: null,
})

/** Says which of the things that a start needs was wrong. Node blames the program for a missing folder too. */
export function explainStart(order: StartOrder, path: string | undefined, error: NodeJS.ErrnoException | null): string {
  const folder = folderProblem(order.cwd)
  if (folder) return folder
  switch (error?.code) {
    case 'ENOENT':
      return notFound(order)
    case 'EACCES':
      // The system also reports this if it may not read one of the folders of PATH.
      if (!isOnPath(order, path)) return notFound(order)
      return `Could not start "${order.file}" in "${order.cwd}": permission denied. Make the program executable and the folder accessible.`
    case 'E2BIG':
      return `Could not start "${order.file}": its arguments and environment are larger than this system allows.`
    case 'EMFILE':
    case 'ENFILE':
    case 'EAGAIN':
    case 'ENOMEM':
      return `Could not start "${order.file}": this computer has no processes, files or memory left (${error.code}).`
    default:
      return `Could not start "${order.file}": ${error?.message ?? 'the system gave no reason'}.`
  }
}

function notFound({ file, args }: StartOrder): string {
  const said = `The program "${file}" was not found.`
  if (args.length === 0 && /\s/.test(file) && !file.includes('/'))
    return `${said} Give only the name of the program, and put the rest into the arguments.`
  return `${said} Check its name, or give its full path.`
}

function isOnPath({ file, env }: StartOrder, path: string | undefined): boolean {
  if (file.includes('/')) return true
  return (env['PATH'] ?? path ?? '').split(delimiter).some((folder) => existsSync(join(folder, file)))
}

function folderProblem(cwd: string): string | null {
  try {
    return statSync(cwd).isDirectory() ? null : `The working folder "${cwd}" is not a folder.`
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return `The working folder "${cwd}" does not exist.`
    return `Could not use the working folder "${cwd}": ${code === 'EACCES' ? 'permission denied' : code}.`
  }
}
