import { limits } from '../../../shared/model/limits.ts'
import { readStretches, withLog } from '../logs/logs.ts'

/** What a program gave: its standard output, up to the size that a result may have. */
export type Output = { value: unknown } | { tooLarge: true }

/**
 * Reads what an attempt wrote to standard output. Lines `::output name=value` name its parts; else it is JSON, where that is asked
 * for and it is that, else text as it was written.
 */
export async function readOutput(logPath: string, mode: 'text' | 'json'): Promise<Output> {
  const text = await stdoutOf(logPath)
  if (text === null) return { tooLarge: true }
  const named = namedIn(text)
  if (named) return { value: named }
  return { value: mode === 'json' ? asJson(text) : text }
}

async function stdoutOf(logPath: string): Promise<string | null> {
  return withLog(logPath, '', async (files) => {
    const parts: Buffer[] = []
    let size = 0
    for await (const { stream, bytes } of readStretches(files, 0)) {
      if (stream !== 'out') continue
      size += bytes.length
      if (size > limits.payloadBytes) return null
      parts.push(bytes)
    }
    return Buffer.concat(parts).toString('utf8')
  })
}

function namedIn(text: string): Record<string, unknown> | null {
  const lines = [...text.matchAll(/^::output ([^\s=]{1,200})=(.*?)\r?$/gm)]
  return lines.length === 0 ? null : Object.fromEntries(lines.map(([, name = '', value = '']) => [name, asJson(value)]))
}

/** What a text says as JSON; the text itself where it is none. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
