import { asJson, jsonOrText } from '../../../shared/json-or-text.ts'
import { limits } from '../../../shared/model/limits.ts'
import { readStretches, withLog } from '../logs/logs.ts'

/** The result of a program: its standard output, up to the size limit of results. */
export type Output = { value: unknown } | { tooLarge: true }

/**
 * Reads an attempt's standard output as its result. Lines `::output name=value` set parts of it; otherwise it is JSON, if
 * wanted and valid, or text.
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
  return lines.length === 0 ? null : Object.fromEntries(lines.map(([, name = '', value = '']) => [name, jsonOrText(value)]))
}
