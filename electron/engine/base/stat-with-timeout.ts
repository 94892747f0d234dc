import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pause } from './clock.ts'

const patienceMs = 3_000

/** One that never comes back holds a thread up: nobody asks for the same a second time meanwhile. */
const asked = new Map<string, Promise<Stats | Error>>()

/** What is at a path, or why that is not known: also where its disk, or its server, does not answer. */
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
