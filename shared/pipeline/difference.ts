import { type FieldChange, fieldChanges, isSame } from '../flow/difference/field-changes.ts'
import { type Link, linksOf } from './graph.ts'
import type { Manifest, Step } from './manifest.ts'

/** `was`: its name before. A step is moved if it stands elsewhere in the list of steps. */
export type StepChange = {
  name: string
  state: 'added' | 'removed' | 'changed' | 'moved' | 'renamed'
  was: string | null
  isMoved: boolean
  fields: FieldChange[]
}
export type LinkChange = Link & { state: 'added' | 'removed' }

export type StepsDifference = {
  /** The steps and connections of both. */
  names: string[]
  links: Link[]
  /** Of the pipeline itself. */
  fields: FieldChange[]
  steps: StepChange[]
  changedLinks: LinkChange[]
}

/** Two manifests as one graph, and what differs in it. */
export function stepsDifference(before: Manifest, after: Manifest): StepsDifference {
  const names = renamedSteps(before, after)
  const old = withNewNames(before, names)
  const own = new Map(old.steps.map((step) => [step.name, step]))
  const moved = movedSteps(old.steps, after.steps)
  const wasNamed = new Map([...names].map(([was, is]) => [is, was]))
  const steps = after.steps.flatMap((step): StepChange[] => {
    const was = own.get(step.name)
    if (!was) return [plainChange(step, 'added')]
    const change = { was: wasNamed.get(step.name) ?? null, isMoved: moved.has(step.name), fields: fieldsBetween(was, step) }
    const state = change.was !== null ? 'renamed' : change.fields.length > 0 ? 'changed' : change.isMoved ? 'moved' : null
    return state ? [{ name: step.name, state, ...change }] : []
  })
  const kept = new Set(after.steps.map(({ name }) => name))
  const gone = old.steps.filter(({ name }) => !kept.has(name))
  const [links, oldLinks] = [linksOf(after), linksOf(old)]
  const [came, left] = [without(links, oldLinks), without(oldLinks, links)]
  return {
    names: [...after.steps, ...gone].map(({ name }) => name),
    links: [...links, ...left],
    fields: fieldChanges(headOf(old), headOf(after)),
    steps: [...steps, ...gone.map((step) => plainChange(step, 'removed'))],
    changedLinks: [
      ...came.map((link) => ({ ...link, state: 'added' as const })),
      ...left.map((link) => ({ ...link, state: 'removed' as const })),
    ],
  }
}

const plainChange = ({ name }: Step, state: 'added' | 'removed'): StepChange => ({
  ...{ name, state, was: null, isMoved: false, fields: [] },
})

const headOf = ({ steps: _, ...head }: Manifest) => head

const workOf = ({ name: _, inputs: __, ...work }: Step) => work

/** What it takes is drawn as connections. */
const fieldsBetween = (before: Step, after: Step): FieldChange[] => fieldChanges(workOf(before), workOf(after))

const without = (links: readonly Link[], others: readonly Link[]): Link[] =>
  links.filter((link) => !others.some((other) => isSame(link, other)))

/** Steps that do the same under another name; where several do, it is unclear which became which. */
function renamedSteps(before: Manifest, after: Manifest): Map<string, string> {
  const only = (steps: readonly Step[], others: readonly Step[]): Step[] =>
    steps.filter(({ name }) => !others.some((other) => other.name === name))
  const [gone, came] = [only(before.steps, after.steps), only(after.steps, before.steps)]
  const pairs = gone.flatMap((step): [string, string][] => {
    const alike = came.filter((other) => isSame(workOf(step), workOf(other)))
    const others = gone.filter((other) => isSame(workOf(step), workOf(other)))
    return alike[0] && alike.length === 1 && others.length === 1 ? [[step.name, alike[0].name]] : []
  })
  return new Map(pairs)
}

function withNewNames(manifest: Manifest, names: ReadonlyMap<string, string>): Manifest {
  const named = (name: string): string => names.get(name) ?? name
  const steps = manifest.steps.map((step) => ({ ...step, name: named(step.name), inputs: step.inputs.map(named) }))
  return { ...manifest, steps }
}

/** The fewest steps that must move to bring the others into the new order: all but a longest run that kept its order. */
function movedSteps(before: readonly Step[], after: readonly Step[]): Set<string> {
  const place = new Map(before.map(({ name }, index) => [name, index]))
  const kept = after.flatMap(({ name }) => (place.has(name) ? [name] : []))
  const order = new Set(longestAscending(kept.map((name) => place.get(name) ?? 0)).map((index) => kept[index]))
  return new Set(kept.filter((name) => !order.has(name)))
}

/** The places of a longest ascending sequence among different numbers. */
function longestAscending(numbers: readonly number[]): number[] {
  const ends: number[] = []
  const before: number[] = []
  for (const [index, value] of numbers.entries()) {
    const found = ends.findIndex((end) => (numbers[end] ?? 0) > value)
    const at = found === -1 ? ends.length : found
    before[index] = at === 0 ? -1 : (ends[at - 1] ?? -1)
    ends[at] = index
  }
  const sequence: number[] = []
  for (let index = ends.at(-1) ?? -1; index !== -1; index = before[index] ?? -1) sequence.unshift(index)
  return sequence
}
