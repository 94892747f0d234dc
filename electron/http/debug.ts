import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { writeHeapSnapshot } from 'node:v8'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { sendText } from './answers.ts'

export const debugPath = '/debug/pprof'

const Seconds = z.coerce.number().positive().max(300)

const index = `Profiles of this LocalFlow process, one at a time. Both need the token.

${debugPath}/profile?seconds=30  CPU profile, for up to 300 seconds (.cpuprofile)
${debugPath}/heap                heap snapshot; LocalFlow pauses while it is written (.heapsnapshot)

Chrome DevTools opens both, and editors such as VS Code do. A heap snapshot holds whatever is in memory, secrets too.
`

export type Profiles = (path: string, request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Answers requests below /debug/pprof. Opens nothing that a debugger could connect to. */
export function createProfiles(): Profiles {
  let isBusy = false

  async function alone(take: () => Promise<void>): Promise<void> {
    if (isBusy)
      throw new AppError('conflict', 'Could not take a profile: another one is in progress. Try again when that one ends.')
    isBusy = true
    try {
      await take()
    } finally {
      isBusy = false
    }
  }

  return async (path, request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const what = path.slice(debugPath.length)
    if (request.method !== 'GET') throw new AppError('not-found', `There is no ${request.method} ${path}.`)
    if (what === '' || what === '/') return sendText(response, 'text/plain', index)
    if (what === '/profile') return alone(() => sendCpuProfile(secondsOf(searchParams.get('seconds')), response))
    if (what === '/heap') return alone(() => sendHeapSnapshot(response))
    throw new AppError('not-found', `There is no ${path}. ${debugPath}/ lists the profiles.`)
  }
}

function secondsOf(text: string | null): number {
  const parsed = Seconds.safeParse(text ?? '30')
  if (!parsed.success) throw new AppError('invalid', 'seconds must be a number greater than 0 and at most 300.')
  return parsed.data
}

/** Ends early, and sends nothing, when the client hangs up. */
async function sendCpuProfile(seconds: number, response: ServerResponse): Promise<void> {
  const hungUp = new AbortController()
  response.once('close', () => hungUp.abort())
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
    await wait(seconds * 1_000, undefined, { signal: hungUp.signal }).catch(() => {})
    const { profile } = await session.post('Profiler.stop')
    if (hungUp.signal.aborted) return
    response.writeHead(200, headersOf('localflow.cpuprofile'))
    response.end(JSON.stringify(profile))
  } finally {
    session.disconnect()
  }
}

/** Goes through a file that only the owner can read: a second copy in memory could end a process that is short of memory. */
async function sendHeapSnapshot(response: ServerResponse): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-heap-'))
  try {
    const file = writeHeapSnapshot(join(folder, 'localflow.heapsnapshot'))
    response.writeHead(200, { ...headersOf('localflow.heapsnapshot'), 'Content-Length': statSync(file).size })
    await pipeline(createReadStream(file), response)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const headersOf = (name: string) => ({
  'Content-Type': 'application/octet-stream',
  'Content-Disposition': `attachment; filename="${name}"`,
})
