import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Outcome, StartOrder } from './protocol.ts'

/** The outcome of an order that led to no child. */
export const refused = (order: StartOrder, error: string): Outcome => ({
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
      // The system says so too when it may not look into one of the folders of PATH.
      if (!isOnPath(order, path)) return notFound(order)
      return `The program "${order.file}" may not be executed, or the working folder "${order.cwd}" may not be entered: permission denied.`
    case 'E2BIG':
      return `The arguments and environment of "${order.file}" are larger than this system allows.`
    case 'EMFILE':
    case 'ENFILE':
    case 'EAGAIN':
    case 'ENOMEM':
      return `"${order.file}" could not be started: this computer has no processes, files or memory left (${error.code}).`
    default:
      return `"${order.file}" could not be started: ${error?.message ?? 'no reason given'}.`
  }
}

function notFound({ file, args }: StartOrder): string {
  const said = `The program "${file}" was not found.`
  if (args.length === 0 && /\s/.test(file) && !file.includes('/'))
    return `${said} It is the name of one program: put what follows it into the arguments.`
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
    return `The working folder "${cwd}" cannot be used: ${code === 'EACCES' ? 'permission denied' : code}.`
  }
}
