import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pause } from './clock.ts'

const patienceMs = 3_000

/** A call that never returns blocks a thread, so the same path is not asked for twice in the meantime. */
const asked = new Map<string, Promise<Stats | Error>>()

/** The facts of a path, or why they are unknown: also if its disk or server does not respond. */
export function statWithTimeout(path: string): Promise<Stats | Error> {
  const before = asked.get(path)
  if (before) return Promise.race([before, silence(path)])
  const asking = stat(path)
    .catch((error: Error) => error)
    .finally(() => asked.delete(path))
  asked.set(path, asking)
  return Promise.race([asking, silence(path)])
}

const silence = (path: string): Promise<Error> => pause(patienceMs).then(() => new Error(`${path} does not respond`))
