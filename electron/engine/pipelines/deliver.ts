import { cycleIn } from '../../../shared/pipeline/graph.ts'
import type { Feed } from '../store/feeds.ts'
import type { Output } from '../store/results.ts'
import type { Store } from '../store/store.ts'
import { count, type PipelineState, type StepState } from './pipeline-state.ts'

/** The result of an execution, on its way to the steps that use it. */
export type Given = { execution: number; step: StepState; result: number; files: number }

const isStep = ({ steps }: PipelineState, name: string): boolean => steps.some((step) => step.name === name)

/** The names of files that a step uses, from any step. */
export const filesNamed = (state: PipelineState, step: StepState): string[] => step.inputs.filter((name) => !isStep(state, name))

/**
 * Passes the files of an execution on to the steps that use some of them. Reports a cycle, which only shows once files have
 * names, because such a run cannot end. Call inside a write.
 */
export function deliver(store: Store, state: PipelineState, { execution, step: from, result, files }: Given): string | null {
  const { run } = state.run
  for (const step of state.steps) {
    if (step.mode === 'off' || step.position === from.position || files === 0) continue
    const all = step.inputs.includes(from.name)
    const named = all ? [] : filesNamed(state, step).filter((name) => store.objects.hasOutput(result, name))
    if (!all && named.length === 0) continue
    const found = named.filter((name) => store.executions.link(run, from.name, step.name, name))
    if (found.length > 0) {
      const circle = cycleIn(store.executions.links(run).map(({ upstream, downstream }) => ({ from: upstream, to: downstream })))
      if (circle) return `The steps form a cycle through the names of their files: ${circle.join(' → ')}.`
    }
    store.executions.feed(run, step.position, execution)
    count(state, step, 'given', all ? files : named.length)
  }
  return null
}

/** Some inputs of a step, and the name after which to continue; null: those were all. */
export type Stretch = { files: Output[]; after: string | null }

/** The next inputs of a step, after a name: files of an execution, or, for 0, inputs of the run. */
export function nextFiles(store: Store, state: PipelineState, step: StepState, { source, after }: Feed, limit: number): Stretch {
  if (source === 0) {
    const { files, after: next } = stretch(store.pipelines.inputs(state.run.run, after, limit), limit)
    return { files: files.filter(({ name }) => takesFromRun(state, step, name)), after: next }
  }
  const execution = store.executions.get(source)
  if (execution?.result == null) return { files: [], after: null }
  const { result } = execution
  const from = state.steps[execution.step - 1]
  if (from && step.inputs.includes(from.name)) return stretch(store.objects.outputs(result, after, limit), limit)
  const named = filesNamed(state, step)
    .sort()
    .filter((name) => name > after)
    .flatMap((name) => store.objects.output(result, name) ?? [])
  return stretch(named.slice(0, limit), limit)
}

const stretch = (files: Output[], limit: number): Stretch => ({
  files,
  after: files.length < limit ? null : (files.at(-1)?.name ?? null),
})

/** An input of the run goes to the steps that name it, or, if none does, to the start steps. */
export function takesFromRun(state: PipelineState, step: StepState, name: string): boolean {
  if (filesNamed(state, step).includes(name)) return true
  return step.start && !state.steps.some((other) => filesNamed(state, other).includes(name))
}
