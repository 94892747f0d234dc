import { AppError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'

/** The exit statuses that scripts rely on. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notFound: 3, unreachable: 4, timedOut: 124, interrupted: 130 } as const

/** No LocalFlow answers where one was expected. */
export class UnreachableError extends Error {}

export const unreachable = (place: string): string =>
  `Could not connect to LocalFlow at ${place}: nothing answers there. Start it with "lf serve", or open the app.`

export function exitCodeOf(error: unknown): number {
  // The connection broke while the command waited for an answer.
  if (error instanceof UnreachableError || (error as Error).name === 'AbortError') return exitCodes.unreachable
  const code = error instanceof AppError ? error.code : (error as { code?: unknown }).code
  if (code === 'not-found') return exitCodes.notFound
  if (code === 'invalid') return exitCodes.usage
  return exitCodes.failed
}

/** The exit status for a run that ended. */
export function exitCodeOfRun(run: Run): number {
  if (run.status === 'succeeded') return exitCodes.done
  return run.reason === 'timeout' ? exitCodes.timedOut : exitCodes.failed
}
