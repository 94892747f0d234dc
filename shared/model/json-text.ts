import { AppError } from '../errors.ts'
import { deepestJson } from './json.ts'

/** The deepest accepted value, plus the fields of a request around it. */
const deepest = deepestJson + 50

/** Throws `invalid` with the problem of `name`. */
export function parseJson(text: string, name: string): unknown {
  if (nestingOf(text) > deepest)
    throw new AppError('invalid', `${name} is nested too deeply. At most ${deepestJson} levels are allowed.`)
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new AppError('invalid', `${name} is not valid JSON: ${(error as Error).message}.`)
  }
}

const [quote, backslash, openArray, closeArray, openObject, closeObject] = [...'"\\[]{}'].map((sign) => sign.charCodeAt(0))

/** The nesting of a JSON text, as far as it matters: parsing a million levels takes more than a second. */
function nestingOf(text: string): number {
  let [depth, most] = [0, 0]
  for (let at = 0; at < text.length && most <= deepest; at++) {
    const sign = text.charCodeAt(at)
    if (sign === quote) at = endOfString(text, at + 1)
    else if (sign === openArray || sign === openObject) most = Math.max(most, ++depth)
    else if (sign === closeArray || sign === closeObject) depth--
  }
  return most
}

function endOfString(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1
  return at
}
