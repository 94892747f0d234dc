import { appendFile } from 'node:fs'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** LocalFlow's own log, one JSON document per line. */
export type Log = Record<LogLevel, (message: string, facts?: Record<string, unknown>) => void> & {
  /** False: `debug` writes nothing, so its facts need not be collected. */
  isDebug: boolean
}

/** A log that appends to a file, in order, without blocking the engine. Write errors are ignored. */
export function createFileLog(path: string, level: LogLevel): Log {
  let waiting = ''
  let writing = false

  function flush(): void {
    if (writing || waiting === '') return
    const text = waiting
    waiting = ''
    writing = true
    appendFile(path, text, { mode: 0o600 }, () => {
      writing = false
      flush()
    })
  }

  return leveled(level, (line) => {
    waiting += `${line}\n`
    flush()
  })
}

/** Calls `write` with each line whose level is at least `level`. */
export function leveled(level: LogLevel, write: (line: string) => void): Log {
  const at =
    (own: LogLevel) =>
    (message: string, facts: Record<string, unknown> = {}) => {
      if (logLevels.indexOf(own) < logLevels.indexOf(level)) return
      write(JSON.stringify({ time: new Date().toISOString(), level: own, message, ...facts }, showError))
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), isDebug: level === 'debug' }
}

const showError = (_key: string, value: unknown): unknown => (value instanceof Error ? (value.stack ?? String(value)) : value)
