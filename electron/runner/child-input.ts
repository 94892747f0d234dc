import type { ChildProcess } from 'node:child_process'
import { openSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { StartOrder } from './protocol.ts'

export class StdinProblem extends Error {}

/** The file a child reads as its input; null if it has none. */
export function openInput({ stdin, cwd }: StartOrder): number | null {
  if (stdin?.from !== 'file') return null
  const path = stdin.path.startsWith('~/') ? join(homedir(), stdin.path.slice(2)) : resolve(cwd, stdin.path)
  try {
    // Opening anything but a file may block indefinitely.
    if (!statSync(path).isFile()) throw new StdinProblem(`The input file "${path}" is not a file.`)
    return openSync(path, 'r')
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
