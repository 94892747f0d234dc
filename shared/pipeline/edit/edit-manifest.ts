import { parse } from 'smol-toml'
import { changed } from './change.ts'
import type { PlainStep, StepGesture, StepsEdited } from './gesture.ts'
import { type Entry, endOfLine, entriesOf } from './scan.ts'
import { newEntry, type Splice, spliced, splicesOf } from './write.ts'

/** Changes the text of a manifest by a gesture in its drawing; all other bytes stay as they were written. */
export function editManifest(source: string, gesture: StepGesture): StepsEdited {
  const before = stepsOf(source)
  if (before === null) return { refused: 'The manifest has errors. Correct them in the text first.' }
  const inOrder = before.table === 'task'
  if (inOrder && isWiring(gesture)) return editManifest(asGraph(source, before.steps), gesture)
  const outcome = changed(before.steps, gesture)
  if ('refused' in outcome) return outcome
  const entries = entriesOf(source)
  if (entries.length !== before.steps.length) return inText
  const written = rewritten(source, entries, before, outcome.steps)
  const meant = inOrder ? chained(outcome.steps) : outcome.steps
  return saysOnly(stepsOf(written), before, meant, outcome.chosen) ? { source: written, chosen: outcome.chosen } : inText
}

/** Where each step stands in the text; empty where the text cannot be read. */
export function placesOfSteps(source: string): { name: string; from: number; to: number }[] {
  const found = stepsOf(source)
  const entries = found ? entriesOf(source) : []
  if (!found || entries.length !== found.steps.length) return []
  return entries.map(({ header, at }, index) => ({ name: found.steps[index]?.name ?? '', from: header.from, to: at.to }))
}

const isWiring = ({ do: what }: StepGesture): boolean => what === 'connect' || what === 'disconnect' || what === 'rewire'

const inText: StepsEdited = { refused: 'This part of the manifest can only be changed in the text.' }

/** `rests`: what else is written about each step; `around`: what is written besides the steps. */
type Steps = { table: 'step' | 'task'; steps: PlainStep[]; rests: string[]; around: string }

/** Null: the text has errors that hide its steps. Other errors do not matter here: a gesture may correct them. */
function stepsOf(source: string): Steps | null {
  let value: Record<string, unknown>
  try {
    value = parse(source)
  } catch {
    return null
  }
  const table = Array.isArray(value['task']) ? 'task' : 'step'
  const other = value[table === 'task' ? 'step' : 'task']
  const list = value[table] ?? []
  if (other !== undefined || !Array.isArray(list)) return null
  const steps = list.map(plainStep)
  const names = new Set(steps.map((step) => step?.name))
  if (names.size < steps.length || steps.includes(null)) return null
  const rests = list.map(({ name, start, inputs, ...rest }) => JSON.stringify(rest))
  const around = JSON.stringify({ ...value, [table]: undefined })
  return { table, steps: table === 'task' ? chained(steps as PlainStep[]) : (steps as PlainStep[]), rests, around }
}

function plainStep(entry: unknown): PlainStep | null {
  const { name, start = false, inputs = [] } = entry as Record<string, unknown>
  if (typeof name !== 'string' || typeof start !== 'boolean') return null
  if (!Array.isArray(inputs) || inputs.some((input) => typeof input !== 'string')) return null
  return { name, start, inputs }
}

/** Tasks: each uses the files of the one before. */
const chained = (steps: readonly PlainStep[]): PlainStep[] =>
  steps.map(({ name }, index) => ({ name, start: index === 0, inputs: index === 0 ? [] : [steps[index - 1]?.name ?? ''] }))

function rewritten(source: string, entries: readonly Entry[], { table, steps }: Steps, after: readonly PlainStep[]): string {
  const splices: Splice[] = []
  const kept = new Set<PlainStep>()
  for (const [index, entry] of entries.entries()) {
    const step = steps[index]
    const next = step && (after.find(({ name }) => name === step.name) ?? renamedAt(steps, after, index))
    if (!step || !next) splices.push({ ...withBlank(source, entry), text: '' })
    else {
      kept.add(next)
      const plain = table === 'task' ? { ...next, start: step.start, inputs: step.inputs } : next
      splices.push(...splicesOf(source, entry, step, plain))
    }
  }
  for (const [index, step] of after.entries()) if (!kept.has(step)) splices.push(insertion(source, entries, index, table, step))
  return spliced(source, splices)
}

/** A renamed step keeps its place. */
const renamedAt = (before: readonly PlainStep[], after: readonly PlainStep[], index: number) =>
  before.length === after.length && !before.some(({ name }) => name === after[index]?.name) ? after[index] : undefined

/** A step that goes takes the blank line behind it along. */
function withBlank(source: string, { at }: Entry) {
  const next = endOfLine(source, at.to)
  return { from: at.from, to: source.slice(at.to, next).trim() === '' ? next : at.to }
}

/** After the step that stands before it, with a blank line between them. */
function insertion(source: string, entries: readonly Entry[], index: number, table: string, step: PlainStep): Splice {
  const at = entries[index - 1]?.at.to ?? source.length
  const gap = at === 0 ? '' : source[at - 1] === '\n' ? '\n' : '\n\n'
  return { from: at, to: at, text: `${gap}${newEntry(table, step)}` }
}

/** Tasks written as steps, so that they can be connected otherwise. */
function asGraph(source: string, steps: readonly PlainStep[]): string {
  const bare = { start: false, inputs: [] }
  const splices = entriesOf(source).flatMap((entry, index): Splice[] => {
    const step = steps[index]
    return [
      ...entry.names.map((name) => ({ ...name, text: 'step' })),
      ...(step ? splicesOf(source, entry, { ...step, ...bare }, step) : []),
    ]
  })
  return spliced(source, splices)
}

/** Whatever the text looks like, it must say what was meant, and all else as before. */
function saysOnly(after: Steps | null, before: Steps, meant: readonly PlainStep[], chosen: string | null): boolean {
  if (!after || after.around !== before.around || JSON.stringify(after.steps) !== JSON.stringify(meant)) return false
  const old = new Set(before.steps.map(({ name }) => name))
  const isKept = ({ name }: PlainStep): boolean => old.has(name) || (name === chosen && meant.length === before.steps.length)
  const names = new Set(meant.map(({ name }) => name))
  const isLeft = ({ name }: PlainStep): boolean => names.has(name) || meant.length === before.steps.length
  const kept = after.rests.filter((_, index) => isKept(meant[index] as PlainStep))
  return kept.join('\n') === before.rests.filter((_, index) => isLeft(before.steps[index] as PlainStep)).join('\n')
}
