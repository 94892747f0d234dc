import { parse, TomlError } from 'smol-toml'
import type { core } from 'zod'
import { hookFields } from '../model/hook.ts'
import { unfitJson } from '../model/json.ts'
import { limits } from '../model/limits.ts'
import { type OrganizationDraft, organizationOf } from '../model/organization.ts'
import { nearest } from '../nearest.ts'
import { fieldsOfParam, paramProblem } from '../params/problem-words.ts'
import { error, type Path, type Problem, problem } from '../problem.ts'
import { cycleIn, linksOf } from './graph.ts'
import { knownFields, type Manifest, ManifestFile, manifestOf } from './manifest.ts'
import { lineOf } from './places.ts'

/** A manifest as it was read; null where it has errors. Warnings are no reason not to run it. */
export type ManifestReading = {
  manifest: Manifest | null
  problems: Problem[]
  /** What the file says about where the pipeline belongs; null: nothing. */
  organization?: OrganizationDraft | null
}

/** Reads TOML. Whatever it is given, it says what is wrong with it and where, and throws nothing. */
export function readManifest(source: string): ManifestReading {
  if (source.length > limits.manifestChars)
    return failed([error([], `is larger than ${limits.manifestChars / 1024 / 1024} MB: put long scripts into files`)])
  let value: Record<string, unknown>
  try {
    value = parse(source, { maxDepth: 50 } as never)
  } catch (thrown) {
    return failed([syntaxOf(thrown)])
  }
  const strange = unfitJson(value)
  if (strange) return failed([error(strange.path, strange.message)])
  const parsed = ManifestFile.safeParse(value)
  if (!parsed.success) return failed(parsed.error.issues.flatMap((issue) => problemsOf(issue, value, source)))
  const manifest = manifestOf(parsed.data)
  const table = parsed.data.task ? 'task' : 'step'
  const problems = check(manifest, parsed.data).map(({ severity, path, message }) =>
    placed(source, severity, path.length === 1 && path[0] === 'steps' ? [] : [table, ...path], message),
  )
  const organization = organizationOf(parsed.data)
  return { manifest: problems.some(({ severity }) => severity === 'error') ? null : manifest, problems, organization }
}

const failed = (problems: Problem[]): ManifestReading => ({ manifest: null, problems })

function syntaxOf(thrown: unknown): Problem {
  if (!(thrown instanceof TomlError)) return error([], `cannot be read: ${(thrown as Error).message}`)
  const message = (thrown.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '')
  return { ...error([], `is not TOML: ${message}`), line: thrown.line, column: thrown.column }
}

function placed(source: string, severity: Problem['severity'], path: Path, message: string): Problem {
  const line = lineOf(source, path)
  return { ...problem(severity, path, message), ...(line === undefined ? {} : { line }) }
}

function problemsOf(issue: core.$ZodIssue, value: unknown, source: string): Problem[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    const known =
      path[0] === 'params'
        ? fieldsOfParam(at(value, path))
        : path[0] === 'hooks'
          ? hookFields
          : knownFields[path[0] === 'task' || path[0] === 'step' ? path[0] : 'manifest']
    return issue.keys.map((key) => {
      const meant = nearest(key, known)
      const words = `is not known here${meant ? `; did you mean "${meant}"?` : `; the keys are ${known.join(', ')}`}`
      return placed(source, 'error', [...path, key], words)
    })
  }
  if (path[0] === 'params') return [placed(source, 'error', path, paramProblem(issue, at(value, path)))]
  const isMissing = issue.code === 'invalid_type' && at(value, path) === undefined
  return [placed(source, 'error', path, isMissing ? 'is missing' : wordsOf(issue))]
}

/** Reports every form that a field may have. */
function wordsOf(issue: core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message
  const words = issue.errors.flatMap((branch) => branch.map(({ message }) => message))
  return [...new Set(words)].join(', or ') || issue.message
}

function at(value: unknown, path: Path): unknown {
  let found = value
  for (const part of path)
    found = typeof found === 'object' && found !== null ? (found as Record<PropertyKey, unknown>)[part] : undefined
  return found
}

type Found = { severity: Problem['severity']; path: (string | number)[]; message: string }

/** What a schema cannot say: names, and ways. Paths are those of steps. */
function check(manifest: Manifest, file: { task?: unknown[] | undefined; step?: unknown[] | undefined }): Found[] {
  const { steps } = manifest
  const whole = (message: string): Found[] => [{ severity: 'error', path: ['steps'], message }]
  if (file.task && file.step)
    return whole('has both [[task]] and [[step]]: tasks run in order, steps as a graph; use one of them')
  if (steps.length === 0) return whole('has no steps: write a [[task]] or a [[step]] with a name and a script')
  const found: Found[] = []
  const byName = new Map<string, number>()
  for (const [index, { name }] of steps.entries()) {
    const first = byName.get(name)
    if (first === undefined) byName.set(name, index)
    else
      found.push({
        severity: 'error',
        path: [index, 'name'],
        message: `"${name}" is already the name of step ${first + 1}`,
      })
  }
  found.push(...(file.step ? checkWays(manifest, byName) : []))
  return found
}

function checkWays(manifest: Manifest, byName: Map<string, number>): Found[] {
  const { steps } = manifest
  const found = steps.flatMap((step, index) => checkInputs(step, index, byName))
  if (!steps.some(({ start }) => start))
    found.push({ severity: 'error', path: ['steps'], message: 'has no step with start = true, so nothing would start' })
  const cycle = cycleIn(linksOf(manifest).filter(({ from, to }) => from !== to))
  if (cycle) {
    const index = byName.get(cycle[0] ?? '') ?? 0
    found.push({ severity: 'error', path: [index, 'inputs'], message: `has a cycle: ${cycle.join(' → ')}` })
  }
  return found
}

function checkInputs({ name, start, inputs }: Manifest['steps'][number], index: number, byName: Map<string, number>): Found[] {
  if (!start && inputs.length === 0)
    return [{ severity: 'error', path: [index], message: `"${name}" would never start: give it start = true, or inputs` }]
  return inputs.flatMap((input): Found[] => {
    if (input === name)
      return [{ severity: 'error', path: [index, 'inputs'], message: `"${name}" cannot use its own files as inputs` }]
    const meant = byName.has(input) ? null : nearest(input, [...byName.keys()])
    if (!meant || meant === name) return []
    const words = `"${input}" is not a step; did you mean "${meant}"? If it is the name of a file, ignore this`
    return [{ severity: 'warning', path: [index, 'inputs'], message: words }]
  })
}

/** A sentence for each problem. */
export const manifestProblemText = ({ path, message, line, column }: Problem): string => {
  const place = line === undefined ? '' : `line ${line}${column === undefined ? '' : `, column ${column}`}: `
  return `${place}${path === '' ? 'The manifest' : path} ${message}${message.endsWith('?') ? '' : '.'}`
}
