import { pathOf, positionOf } from '../place-of-path.ts'
import { type Reading, readDefinition, readValue } from '../read.ts'
import { liveSource } from './live-source.ts'
import { toJson } from './value.ts'

/** Reads a text that is being edited, without parsing it again after a gesture. Its secrets are not looked for. */
export function readEdited(text: string): Reading {
  const source = liveSource(text)
  // What cannot be parsed is reported with its places; an empty text is not a flow.
  if ('refused' in source || source.value.size === 0) return readDefinition(text)
  const value = toJson(source.value)
  const read = readValue(value)
  const problems = read.problems.map((found) => ({ ...found, ...positionOf(source.tree, source.lines, pathOf(found.path)) }))
  return { ...read, value, problems }
}
