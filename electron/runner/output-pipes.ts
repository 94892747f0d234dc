import { execFile } from 'node:child_process'
import { closeSync, constants, mkdirSync, openSync, rmSync, unlinkSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'

/**
 * Node gives a child sockets for its output, and a socket cannot be opened through /dev/stderr or /dev/stdout: a script
 * that does so works in a terminal and fails here. On POSIX the child gets real pipes instead: FIFOs made in batches,
 * unlinked as soon as both ends are open.
 */
export type OutputPipe = { reader: Socket; writeFd: number }
export type OutputPipes = {
  /** Makes the first of them ahead of time. */
  prepare(): void
  /** Null where the system has no FIFOs: let Node make the pipe. */
  take(): Promise<OutputPipe | null>
  close(): void
}

const batch = 64

export function createOutputPipes(folder: string): OutputPipes {
  const ready: string[] = []
  let made = 0
  let making: Promise<void> | null = null
  let broken = process.platform === 'win32'

  function make(): Promise<void> {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const names = Array.from({ length: batch }, () => join(folder, String(made++)))
    return new Promise((resolve) => {
      execFile('mkfifo', names, (error) => {
        if (error) broken = true
        else ready.push(...names)
        making = null
        resolve()
      })
    })
  }

  return {
    prepare() {
      if (!broken) making ??= make()
    },
    async take() {
      while (!broken && ready.length === 0) await (making ??= make())
      const path = ready.pop()
      if (path === undefined) return null
      if (ready.length < batch / 4) making ??= make()
      return openBoth(path)
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function openBoth(path: string): OutputPipe | null {
  let readFd: number | null = null
  try {
    readFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const writeFd = openSync(path, constants.O_WRONLY)
    return { reader: new Socket({ fd: readFd, readable: true, writable: false }), writeFd }
  } catch {
    if (readFd !== null) closeSync(readFd)
    return null
  } finally {
    unlinkSync(path)
  }
}
