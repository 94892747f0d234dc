import { AppError } from '../../../shared/errors.ts'
import type { PipelineOptions, StepMode } from '../../../shared/model/pipeline.ts'
import { nearest } from '../../../shared/nearest.ts'
import { followingFrom, leadingTo, linksOf } from '../../../shared/pipeline/graph.ts'
import type { Manifest } from '../../../shared/pipeline/manifest.ts'

/**
 * The mode of each step in a run. A named file may come from any step that does not follow: the steps that may lead to it
 * are taken as recorded. Throws invalid for an unknown step.
 */
export function modesOf(manifest: Manifest, { from, only }: Pick<PipelineOptions, 'from' | 'only'>): Map<string, StepMode> {
  const names = manifest.steps.map(({ name }) => name)
  const links = linksOf(manifest)
  const wanted = only?.length ? only : from === undefined ? null : [from]
  if (wanted === null) return new Map(names.map((name) => [name, 'run']))
  for (const name of wanted) requireStep(name, names)
  const runs = only?.length ? new Set(only) : followingOf(manifest, wanted)
  const before = leadingTo(links, [...runs])
  const takesNamedFiles = links.some(({ from: source, to }) => source === null && (runs.has(to) || before.has(to)))
  const after = followingFrom(links, [...runs])
  const modeOf = (name: string): StepMode => {
    if (runs.has(name)) return 'run'
    return before.has(name) || (takesNamedFiles && !after.has(name)) ? 'recorded' : 'off'
  }
  return new Map(names.map((name) => [name, modeOf(name)]))
}

/** The steps after it, and those that may be, because they use files by their names. */
function followingOf(manifest: Manifest, wanted: string[]): Set<string> {
  const links = linksOf(manifest)
  const sure = followingFrom(links, wanted)
  const before = leadingTo(links, wanted)
  const named = links.flatMap(({ from, to }) => (from === null && !before.has(to) ? [to] : []))
  const later = manifest.steps.findIndex(({ name }) => name === wanted[0])
  const maybe = named.filter((to) => manifest.steps.findIndex(({ name }) => name === to) > later)
  return new Set([...sure, ...followingFrom(links, maybe)])
}

function requireStep(name: string, names: string[]): void {
  if (names.includes(name)) return
  const meant = nearest(name, names)
  throw new AppError(
    'invalid',
    `There is no step "${name}"${meant ? `; did you mean "${meant}"?` : `. The steps are ${names.join(', ')}.`}`,
    [{ path: 'from', message: 'is not a step' }],
  )
}
