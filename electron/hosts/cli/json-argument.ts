import { jsonOrText } from '../../../shared/json-or-text.ts'
import type { Json } from '../../../shared/model/json.ts'
import { parseJson } from '../../../shared/model/json-text.ts'

/** Reads a value given as JSON or as plain text. Text that begins as JSON does is a mistake if it is not JSON. */
export const jsonArgument = (text: string, name: string): Json =>
  (/^\s*[{["]/.test(text) ? parseJson(text, name) : jsonOrText(text)) as Json
