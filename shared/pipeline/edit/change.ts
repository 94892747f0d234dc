import { cycleIn } from '../graph.ts'
import type { PlainStep, StepGesture } from './gesture.ts'

/** The steps after a gesture, and the step to choose; or why it cannot be made. */
export type StepsChanged = { steps: PlainStep[]; chosen: string | null } | { refused: string }

export function changed(steps: readonly PlainStep[], gesture: StepGesture): StepsChanged {
  switch (gesture.do) {
    case 'add':
      return added(steps, gesture.after)
    case 'insert':
      return inserted(steps, gesture.from, gesture.to)
    case 'remove':
      return removed(steps, gesture.names)
    case 'rename':
      return renamed(steps, gesture.from, gesture.to.trim())
    case 'connect':
      return connected(steps, gesture.from, gesture.to)
    case 'disconnect':
      return disconnected(steps, gesture.from, gesture.to)
    case 'rewire':
      return rewired(steps, gesture)
  }
}

const has = (steps: readonly PlainStep[], name: string): boolean => steps.some((step) => step.name === name)

function added(steps: readonly PlainStep[], after: string | null): StepsChanged {
  if (after !== null && !has(steps, after)) return noStep(after)
  let number = steps.length + 1
  while (has(steps, `step-${number}`)) number++
  const step: PlainStep = { name: `step-${number}`, start: after === null, inputs: after === null ? [] : [after] }
  const place = after === null ? steps.length : steps.findIndex(({ name }) => name === after) + 1
  return { steps: steps.toSpliced(place, 0, step), chosen: step.name }
}

function inserted(steps: readonly PlainStep[], from: string, to: string): StepsChanged {
  if (!steps.find(({ name }) => name === to)?.inputs.includes(from)) return notConnected(from, to)
  const behind = added(steps, from)
  if ('refused' in behind || behind.chosen === null) return behind
  const { chosen } = behind
  const through = (step: PlainStep): PlainStep =>
    step.name === to ? { ...step, inputs: step.inputs.map((input) => (input === from ? chosen : input)) } : step
  return { steps: behind.steps.map(through), chosen }
}

function removed(steps: readonly PlainStep[], names: readonly string[]): StepsChanged {
  const unknown = names.find((name) => !has(steps, name))
  if (unknown !== undefined) return noStep(unknown)
  const rest = steps.filter(({ name }) => !names.includes(name))
  if (rest.length === 0) return { refused: 'A pipeline needs at least one step.' }
  const left = rest.map((step) =>
    withInputs(step, [...new Set(step.inputs.flatMap((input) => inputsThrough(steps, names, input)))]),
  )
  return { steps: left.some(({ start }) => start) ? left : startingWith(left, rest), chosen: null }
}

/** Of a deleted step, the steps whose files it had: what followed it goes on with those. */
function inputsThrough(
  steps: readonly PlainStep[],
  gone: readonly string[],
  input: string,
  seen: readonly string[] = [],
): string[] {
  if (!gone.includes(input) || seen.includes(input)) return gone.includes(input) ? [] : [input]
  const inputs = steps.find(({ name }) => name === input)?.inputs ?? []
  return inputs.filter((each) => has(steps, each)).flatMap((each) => inputsThrough(steps, gone, each, [...seen, input]))
}

/** Something must start with the run: the first step that lost an input, otherwise the first of all. */
function startingWith(steps: readonly PlainStep[], before: readonly PlainStep[]): PlainStep[] {
  const lost = steps.findIndex(({ inputs }, index) => inputs.length !== before[index]?.inputs.length)
  return steps.map((step, index) => (index === Math.max(0, lost) ? { ...step, start: true } : step))
}

function renamed(steps: readonly PlainStep[], from: string, to: string): StepsChanged {
  if (!has(steps, from)) return noStep(from)
  if (to === '') return { refused: 'Give the step a name.' }
  if (/[/\p{Cc}]/u.test(to)) return { refused: 'The name of a step cannot contain "/" or control characters.' }
  if (to !== from && has(steps, to)) return { refused: `There is already a step called "${to}".` }
  // A name that was the name of a file so far would mean the step from then on.
  const user = steps.find(({ inputs }) => to !== from && inputs.includes(to))
  if (user) return { refused: `"${user.name}" uses a file called "${to}": give the step another name.` }
  const other = (name: string): string => (name === from ? to : name)
  return { steps: steps.map((step) => ({ ...step, name: other(step.name), inputs: step.inputs.map(other) })), chosen: to }
}

function connected(steps: readonly PlainStep[], from: string, to: string): StepsChanged {
  for (const name of [from, to]) if (!has(steps, name)) return noStep(name)
  if (from === to) return { refused: 'A step cannot use its own files.' }
  if (steps.find(({ name }) => name === to)?.inputs.includes(from))
    return { refused: `"${to}" already uses the files of "${from}".` }
  const next = steps.map((step) => (step.name === to ? { ...step, inputs: [...step.inputs, from] } : step))
  const cycle = cycleIn(linksOfPlain(next))
  if (cycle) return { refused: `The steps would form a loop: ${cycle.join(' → ')}.` }
  return { steps: next, chosen: to }
}

function disconnected(steps: readonly PlainStep[], from: string, to: string): StepsChanged {
  const step = steps.find(({ name }) => name === to)
  if (!step) return noStep(to)
  if (!step.inputs.includes(from)) return notConnected(from, to)
  const without = withInputs(
    step,
    step.inputs.filter((input) => input !== from),
  )
  return { steps: steps.map((other) => (other === step ? without : other)), chosen: to }
}

function rewired(steps: readonly PlainStep[], { from, to, next }: Extract<StepGesture, { do: 'rewire' }>): StepsChanged {
  const without = disconnected(steps, from, to)
  if ('refused' in without) return without
  const outcome = connected(without.steps, next.from, next.to)
  if ('refused' in outcome || next.to !== to) return outcome
  // Of the same step, only the input is another.
  const start = steps.find(({ name }) => name === to)?.start ?? false
  return { ...outcome, steps: outcome.steps.map((step) => (step.name === to ? { ...step, start } : step)) }
}

/** A step that loses its last input starts with the run: otherwise, it would never start. */
const withInputs = (step: PlainStep, inputs: string[]): PlainStep => ({
  ...step,
  inputs,
  start: step.start || (inputs.length === 0 && step.inputs.length > 0),
})

const linksOfPlain = (steps: readonly PlainStep[]) => {
  const names = new Set(steps.map(({ name }) => name))
  return steps.flatMap(({ name, inputs }) => inputs.filter((input) => names.has(input)).map((from) => ({ from, to: name })))
}

const notConnected = (from: string, to: string) => ({ refused: `"${to}" does not use the files of "${from}".` })
const noStep = (name: string) => ({ refused: `There is no step called "${name}".` })
