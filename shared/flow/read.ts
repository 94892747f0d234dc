import { LineCounter, parseDocument } from 'yaml'
import { unfitJson } from '../model/json.ts'
import { limits } from '../model/limits.ts'
import { error, type Problem } from '../problem.ts'
import { checkDefinition } from './check.ts'
import { Definition, type Graph } from './definition.ts'
import { withoutFaults } from './drawable.ts'
import { problemsOfLayout } from './layout.ts'
import { pathOf, positionOf } from './place-of-path.ts'
import { problemsOfSchema } from './problems.ts'
import { type SecretMention, secretsOf } from './secrets.ts'
import { faultsOf } from './yaml-bounds.ts'

/** A parsed definition; null if it has errors. Warnings do not keep it from running. */
export type Reading = {
  definition: Definition | null
  problems: Problem[]
  secrets?: SecretMention[]
  /** What can be drawn: it may have errors that keep it from running. */
  drawn?: Definition
  /** The data of the text, right or wrong. */
  value?: unknown
}

/** Reads YAML or JSON. Reports the problems of any input with their places, and never throws. */
export function readDefinition(text: string): Reading {
  if (text.length > limits.definitionChars)
    return {
      definition: null,
      problems: [error([], `is larger than ${limits.definitionChars / 1024 / 1024} MB: put long scripts into files`)],
    }
  const lines = new LineCounter()
  const yaml = parseDocument(text, { lineCounter: lines, uniqueKeys: false, merge: true })
  const syntax = syntaxProblems(yaml, lines)
  if (syntax.length > 0) return { definition: null, problems: syntax }
  const place = <T extends { path: string }>(found: T): T => ({ ...found, ...positionOf(yaml, lines, pathOf(found.path)) })
  let value: unknown
  try {
    value = yaml.toJS({ maxAliasCount: 100 })
  } catch (thrown) {
    return { definition: null, problems: [error([], `cannot be read: ${(thrown as Error).message}`)] }
  }
  const read = readValue(value)
  const { definition, problems } = read
  return { ...read, value, problems: problems.map(place), secrets: definition ? secretsOf(definition).map(place) : [] }
}

function syntaxProblems(yaml: ReturnType<typeof parseDocument>, lines: LineCounter): Problem[] {
  const problem = (message: string, offset: number): Problem => {
    const { line, col } = lines.linePos(offset)
    return { severity: 'error', path: '', message, line, column: col }
  }
  if (yaml.errors.length > 0)
    return yaml.errors.map(({ message, pos }) => problem((message.split('\n')[0] ?? '').replace(/:$/, ''), pos[0]))
  return faultsOf(yaml).map(({ message, offset }) => problem(message, offset))
}

/** How the data of a text is read; while it is edited, what did not change is not read again. */
type ReadingBy = { unfit(value: object): Problem | null; parse(value: object): ReturnType<typeof Definition.safeParse> }
const whole: ReadingBy = { unfit, parse: (value) => Definition.safeParse(value) }

/** Like readDefinition, for a parsed value. */
export function readValue(value: unknown, by: ReadingBy = whole): Reading {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { definition: null, problems: [error([], 'is not a flow: a flow has "start", "nodes" and "edges"')] }
  const strange = by.unfit(value)
  if (strange) return { definition: null, problems: [strange] }
  const parsed = by.parse(value)
  if (!parsed.success) {
    const sound = withoutFaults(value, parsed.error.issues)
    const drawn = sound && by.parse(sound)
    return {
      definition: null,
      ...(drawn?.success && { drawn: drawn.data }),
      problems: problemsOfSchema(parsed.error.issues, value),
    }
  }
  const problems = [...checkDefinition(parsed.data), ...ofLayouts(value as Graph, [])]
  const hasErrors = problems.some(({ severity }) => severity === 'error')
  return { definition: hasErrors ? null : parsed.data, drawn: parsed.data, problems }
}

/** Of a definition as it was written: the parsed one has only the layouts that can be drawn. */
const ofLayouts = (graph: Graph, path: (string | number)[]): Problem[] => [
  ...problemsOfLayout(graph.layout, [...path, 'layout'], new Set(Object.keys(graph.nodes))),
  ...Object.entries(graph.nodes).flatMap(([key, { subflow }]) =>
    subflow ? ofLayouts(subflow, [...path, 'nodes', key, 'subflow']) : [],
  ),
]

/** Values that no definition may have. */
export function unfit(value: object): Problem | null {
  const found = unfitJson(value)
  return found && error(found.path, found.message)
}
