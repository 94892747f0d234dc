import { pathOf, positionOf } from '../place-of-path.ts'
import { type Reading, readDefinition, readValue } from '../read.ts'
import { parseKnown, sharedJson, unfitOfKnown } from './known-parts.ts'
import { liveSource } from './live-source.ts'

/** Reads a text that is being edited, without parsing it again after a gesture. Its secrets are not looked for. */
export function readEdited(text: string): Reading {
  const source = liveSource(text)
  // What cannot be parsed is reported with its places; an empty text is not a flow.
  if ('refused' in source || source.value.size === 0) return readDefinition(text)
  const value = sharedJson(source.value)
  const read = readValue(value, { unfit: unfitOfKnown, parse: parseKnown })
  const problems = read.problems.map((found) => ({ ...found, ...positionOf(source.tree, source.lines, pathOf(found.path)) }))
  return { ...read, value, problems }
}
