import { Agent, request } from 'undici'
import * as z from 'zod'
import { limits } from '../../../shared/model/limits.ts'
import type { Clock } from '../base/clock.ts'
import { shownValue } from '../base/sealed.ts'
import type { Claim, Ending, Executor } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import type { WorkerRow } from '../store/workers.ts'
import type { WorkerLoads } from '../workers/workers.ts'
import { CutOff, inProcess, TaskFailure } from './in-process.ts'
import { keepLog } from './own-log.ts'

/** For a call without a timeout of its own: a worker that never answers must not use a slot indefinitely. */
export const defaultServiceTimeoutMs = 600_000

const Answer = z.object({ result: z.unknown(), error: z.string().nullish() })

type Parts = { store: Store; clock: Clock; dataFolder: string; loads: WorkerLoads }

/** Calls the least loaded worker that offers a service; one that does not answer at all is passed over for the next. */
export function createServiceExecutor({ store, clock, dataFolder, loads }: Parts): Executor {
  const agent = new Agent({ connect: { timeout: 5_000 } })
  /** The worker that an attempt called last. */
  const called = new Map<string, string>()

  const executor = inProcess(clock, defaultServiceTimeoutMs, async (claim, signal) => {
    const { body } = claim.spec
    if (body.kind !== 'service') throw new Error(`not a service: ${body.kind}`)
    const lines: string[] = []
    const online = store.workers.offering(body.service, 'http', clock.now()).sort((a, b) => loads.of(a.id) - loads.of(b.id))
    try {
      for (const worker of online) {
        loads.take(worker.id, claim.task)
        called.set(claim.attemptId, worker.id)
        try {
          lines.push(`worker ${worker.id}`)
          const found = await call(
            agent,
            claim,
            worker,
            body.service,
            shownValue({ input: body.input, params: body.params }),
            signal,
          )
          if (found.isThere) return found.result
          called.delete(claim.attemptId)
          lines.push(found.why)
        } finally {
          loads.leave(worker.id, claim.task)
        }
      }
      throw new TaskFailure(
        'unreachable',
        online.length === 0
          ? `No worker offers the service "${body.service}".`
          : `Could not reach any worker that offers the service "${body.service}".`,
      )
    } catch (error) {
      lines.push((error as Error).message)
      throw error
    } finally {
      await keepLog(dataFolder, claim, lines)
    }
  })

  function withWorker(attemptId: string, ending: Ending): Ending {
    const worker = called.get(attemptId)
    called.delete(attemptId)
    return ending.type === 'succeeded' || ending.type === 'failed' ? { ...ending, worker } : ending
  }

  return {
    begin: async (claim, context) => {
      const { ending } = await executor.begin(claim, context)
      return { ending: ending.then((given) => withWorker(claim.attemptId, given)) }
    },
  }
}

type Called = { isThere: true; result: unknown } | { isThere: false; why: string }

async function call(
  agent: Agent,
  claim: Claim,
  { id, url }: WorkerRow,
  service: string,
  given: object,
  signal: AbortSignal,
): Promise<Called> {
  let begun = false
  try {
    const answer = await request(`${url.replace(/\/$/, '')}/exec/${encodeURIComponent(service)}`, {
      dispatcher: agent,
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json', 'x-localflow-attempt': claim.attemptId },
      body: JSON.stringify(given),
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    begun = true
    return { isThere: true, result: resultOf(id, answer.statusCode, await readUpTo(answer.body, id)) }
  } catch (error) {
    if (signal.aborted || error instanceof TaskFailure) throw error
    const { code = '', message } = error as NodeJS.ErrnoException
    const neverThere =
      !begun && ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'EAI_AGAIN'].includes(code)
    if (neverThere) return { isThere: false, why: `could not reach the worker (${code})` }
    throw new CutOff(`Lost contact with the worker "${id}": ${message || code}.`)
  }
}

async function readUpTo(body: AsyncIterable<Buffer>, id: string): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > limits.payloadBytes * 2) throw new TaskFailure('error', `The response of the worker "${id}" is larger than 2 MB.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function resultOf(id: string, status: number, text: string): unknown {
  const said = text.length > 200 ? `${text.slice(0, 199)}…` : text
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new TaskFailure(
      'error',
      `The worker "${id}" responded with ${status} and a body that is not JSON: ${said || 'nothing'}`,
    )
  }
  const answer = Answer.safeParse(value)
  if (!answer.success || (status >= 400 && !answer.data.error))
    throw new TaskFailure('error', `The worker "${id}" responded with ${status} and a body that is not a result: ${said}`)
  if (answer.data.error) throw new TaskFailure('error', answer.data.error.slice(0, 2_000))
  return answer.data.result ?? null
}
