import { execFile } from 'node:child_process'
import { closeSync, constants, mkdirSync, openSync, readdirSync, rmSync, unlinkSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'

/**
 * Node gives a child sockets for its output, and a socket cannot be opened through /dev/stderr or /dev/stdout: a script that
 * does so works in a terminal but not in a job. On POSIX the child gets real pipes instead, by way of FIFOs. Making one
 * costs more than everything else in a short run, so one without writers is reused.
 */
export type OutputPipe = { path: string; reader: Socket; writeFd: number }
export type OutputPipes = {
  /** Makes the first of them ahead of time, and deletes those of a killed runner. */
  prepare(): void
  /** Null if the system has no FIFOs: Node makes the pipe then. */
  take(): Promise<OutputPipe | null>
  close(): void
}

const batch = 16

/** `name` is unique to this runner: runners share no FIFOs. */
export function createOutputPipes(folder: string, name: string): OutputPipes {
  const own = join(folder, `pipes-${name}`)
  const ready: string[] = []
  let made = 0
  let making: Promise<boolean> | null = null
  let broken = process.platform === 'win32'

  /** False: no new ones were made. */
  function make(): Promise<boolean> {
    mkdirSync(own, { recursive: true, mode: 0o700 })
    const paths = Array.from({ length: batch }, () => join(own, String(made++)))
    return new Promise((resolve) => {
      execFile('mkfifo', ['-m', '600', ...paths], (error) => {
        if (!error) ready.push(...paths)
        // The system has no such program, so do not try again.
        if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') broken = true
        making = null
        resolve(!error)
      })
    })
  }

  function open(path: string): OutputPipe | null {
    const pipe = openBoth(path)
    if (!pipe) return null
    let ended = false
    pipe.reader.once('end', () => {
      ended = true
    })
    pipe.reader.once('close', () => {
      // Without its end, a process may still write to it.
      if (ended) ready.push(path)
      else unlinkSync(path)
    })
    return pipe
  }

  return {
    prepare() {
      for (const entry of readdirSync(folder)) {
        if (entry.startsWith('pipes-') && entry !== `pipes-${name}`) rmSync(join(folder, entry), { recursive: true, force: true })
      }
      if (!broken) making ??= make()
    },
    async take() {
      // Other callers may have taken all new ones in the meantime.
      while (!broken && ready.length === 0) if (!(await (making ??= make()))) break
      const path = ready.pop()
      return path === undefined ? null : open(path)
    },
    close: () => rmSync(own, { recursive: true, force: true }),
  }
}

function openBoth(path: string): OutputPipe | null {
  let readFd: number | null = null
  try {
    readFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const writeFd = openSync(path, constants.O_WRONLY)
    return { path, reader: new Socket({ fd: readFd, readable: true, writable: false }), writeFd }
  } catch {
    if (readFd !== null) closeSync(readFd)
    return null
  }
}
