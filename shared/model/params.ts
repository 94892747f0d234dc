import * as z from 'zod'
import { variableOf } from '../params/variable.ts'
import { jsonRecord } from './json.ts'
import { limits } from './limits.ts'

const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must have only letters, digits and "_", and start with no digit')

/** As UTF-8. */
export function bytesOf(text: string): number {
  let bytes = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** The parameters of a run. */
export const Params = jsonRecord(name)
  .refine((params) => Object.keys(params).length <= limits.params, `must have at most ${limits.params} parameters`)
  .refine((params) => bytesOf(JSON.stringify(params)) <= limits.payloadBytes, 'must have at most 1 MB in total')
export type Params = z.infer<typeof Params>

/** Systems limit a variable to 128 KiB. Longer values are available on standard input. */
const longest = 100 * 1024

/** The parameters as variables: text unchanged, anything else as JSON. */
export function paramVariables(params: Params): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (bytesOf(text) <= longest && !text.includes('\0')) variables[variableOf(name)] = text
  }
  return variables
}
