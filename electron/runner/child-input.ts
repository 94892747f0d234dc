import type { ChildProcess } from 'node:child_process'
import { accessSync, constants, openSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { StartOrder } from './protocol.ts'

export class StdinProblem extends Error {}

/** The file a child reads as its input; null if it has none. */
export const openInput = (order: StartOrder): number | null => checked(order, (path) => openSync(path, 'r'))

/** Its path, for one that somebody else opens. */
export const inputPath = (order: StartOrder): string | null =>
  checked(order, (path) => {
    accessSync(path, constants.R_OK)
    return path
  })

function checked<T>({ stdin, cwd }: StartOrder, use: (path: string) => T): T | null {
  if (stdin?.from !== 'file') return null
  const path = stdin.path.startsWith('~/') ? join(homedir(), stdin.path.slice(2)) : resolve(cwd, stdin.path)
  try {
    // Opening anything but a file may block indefinitely.
    if (!statSync(path).isFile()) throw new StdinProblem(`The input file "${path}" is not a file.`)
    return use(path)
  } catch (error) {
    if (error instanceof StdinProblem) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new StdinProblem(`The input file "${path}" ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}.`)
  }
}

/** A child that does not read its input loses nothing. */
export function giveInput(child: ChildProcess, { stdin }: StartOrder): void {
  child.stdin?.on('error', () => {})
  if (stdin?.from === 'text') child.stdin?.end(stdin.text)
}
