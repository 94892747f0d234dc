import { RE2JS } from 're2js'

export type Pattern = (text: string) => boolean

/** A test of a whole text, in time that grows with its length only. Throws an Error that says what the pattern may not contain. */
export function patternOf(source: string): Pattern {
  const compiled = RE2JS.compile(source)
  return (text) => compiled.matches(text)
}
