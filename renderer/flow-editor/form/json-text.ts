import { parseDocument, stringify } from 'yaml'
import type { Json } from '../../../shared/flow/reference.ts'
import { unfitJson } from '../../../shared/model/json.ts'

/** Data as a person edits it: YAML, short where the value is. */
export const jsonText = (value: unknown): string =>
  value === undefined ? '' : stringify(value, { lineWidth: 0 }).replace(/\n$/, '')

type Read = { value: Json | undefined; problem: string | null }

/** Reads YAML, and so JSON; a text of several lines that is no YAML is a text. */
export function jsonOf(text: string): Read {
  if (text.trim() === '') return { value: undefined, problem: null }
  const document = parseDocument(text, { uniqueKeys: true })
  const [error] = document.errors
  if (error) return { value: undefined, problem: (error.message.split('\n')[0] ?? '').replace(/ at line.*$|:$/, '') }
  try {
    const value = document.toJS({ maxAliasCount: 100 }) as Json
    const unfit = typeof value === 'object' && value !== null ? unfitJson(value) : null
    return unfit ? { value: undefined, problem: unfit.message } : { value, problem: null }
  } catch (thrown) {
    return { value: undefined, problem: (thrown as Error).message }
  }
}
