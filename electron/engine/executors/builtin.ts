import * as z from 'zod'
import { assertNever } from '../../../shared/errors.ts'
import type { BuiltinBody } from '../../../shared/model/job.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Clock } from '../base/clock.ts'
import type { Executor } from '../queue/queue.ts'
import { functions } from './functions.ts'
import { inProcess, TaskFailure } from './in-process.ts'
import { keepLog } from './own-log.ts'

const SleepInput = z.object({ ms: z.int().min(0).max(limits.timeoutMs) })
const FailInput = z.object({ message: z.string().max(2_000).default('failed on purpose') }).nullable()

/** Built-in functions: `noop` returns its input, `sleep` waits, `fail` fails; and functions for nodes of flows. */
export const createBuiltinExecutor = (clock: Clock, dataFolder: string): Executor =>
  inProcess(clock, null, async (claim, signal) => {
    const { body } = claim.spec
    if (body.kind !== 'builtin') throw new Error(`not a built-in function: ${body.kind}`)
    if (body.name === 'log_result') await keepLog(dataFolder, claim, [JSON.stringify(body.input)])
    return call(clock, body, signal)
  })

async function call(clock: Clock, { name, input, params = {} }: BuiltinBody, signal: AbortSignal): Promise<unknown> {
  switch (name) {
    case 'noop':
      return input
    case 'sleep':
      await sleep(clock, read(SleepInput, input, '"sleep" needs {"ms": 1000}').ms, signal)
      return null
    case 'fail':
      throw new TaskFailure('error', read(FailInput, input, '"fail" needs {"message": "…"}')?.message ?? 'failed on purpose')
    case 'transform':
    case 'sum':
    case 'route':
    case 'mul':
    case 'upper':
    case 'log_result':
      return functions[name](input, params)
    default:
      return assertNever(name)
  }
}

function read<T>(schema: z.ZodType<T>, input: unknown, usage: string): T {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new TaskFailure('error', `The input is not valid: ${usage}.`)
}

function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, resolve)
    signal.addEventListener(
      'abort',
      () => {
        cancel()
        reject(new Error('stopped'))
      },
      { once: true },
    )
  })
}
