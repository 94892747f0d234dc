import { createHash } from 'node:crypto'
import { recipeText } from '../../../shared/pipeline/recipe.ts'
import { interpreterOf } from '../executors/command.ts'
import { newId } from '../ids.ts'
import type { ExecutionRow } from '../store/executions.ts'
import type { Output } from '../store/objects.ts'
import type { Store } from '../store/store.ts'
import { closeRun } from './close.ts'
import { type Course, type CourseStep, count, courseOf, isOpen, keepCounts, moveCount } from './course.ts'
import { deliver, nextFiles } from './deliver.ts'

/** Inputs that one write looks at, at most: the rest is for the next one, so that nobody else waits for long. */
const atOnce = 200
/** What of a step lies in the queue at the same time, where it says nothing: enough that no place is ever free. */
const window = 64

/** Begins what can begin, and ends the run when nothing is left. To be called inside a write. */
export function goOn(store: Store, course: Course, now: number): void {
  const { run } = course.run
  const left = { looks: atOnce }
  // What is further on comes first: files are worked off, not piled up.
  const steps = course.steps.filter(({ mode }) => mode !== 'off').reverse()
  let moved = true
  while (moved && left.looks > 0 && course.run.stopping === null) {
    moved = false
    for (const step of steps) moved = expand(store, course, step, left, now) || moved
  }
  const isExhausted = left.looks <= 0 && course.run.stopping === null
  if (isExhausted) {
    store.flowRuns.wait({ run, step: '', kind: 'more', dueAt: 0 }, now)
    note(store, course, 'goes on', { looked: atOnce }, now)
  }
  keepCounts(store, course)
  if (!isExhausted && !isOpen(course)) closeRun(store, course, now)
}

/** What an earlier write has left to be done. To be called inside a write. */
export function continuePipeline(store: Store, run: number, now: number): void {
  const course = courseOf(store, run)
  if (!course) return
  for (const { position, queued } of course.steps)
    if (queued > 0) for (const twin of store.executions.waitingOf(run, position)) settleTwin(store, course, twin, now)
  goOn(store, course, now)
}

/** What waited for the same to be done elsewhere has it now; or, where nobody does it any more, does it itself. */
export function settleTwin(
  store: Store,
  course: Course,
  { number, step: position, nth, recipe }: ExecutionRow,
  now: number,
): void {
  const step = course.steps[position - 1]
  if (!step || course.run.stopping !== null) return
  const ofThisRun = course.run.forced ? course.run.run : null
  const known = store.objects.ofRecipe(recipe, ofThisRun)
  if (known) {
    store.executions.setResult(number, 'reused', known.number)
    moveCount(course, step, 'queued', 'reused')
    handOn(store, course, { execution: number, step, result: known.number, files: known.files }, now)
  } else if (!store.executions.hasOpenTwin(recipe, ofThisRun)) {
    store.executions.setTask(number, addTask(store, course, step, nth, now))
  }
}

/** Gives whether it looked at anything. */
function expand(store: Store, course: Course, step: CourseStep, left: { looks: number }, now: number): boolean {
  let looked = false
  for (let room = roomOf(course, step); room > 0 && left.looks > 0 && course.run.stopping === null; room = roomOf(course, step)) {
    const feed = store.executions.nextFeed(course.run.run, step.position)
    if (!feed) return looked
    looked = true
    const wanted = Math.min(room, left.looks)
    const { files, after } = nextFiles(store, course, step, feed, wanted)
    for (const file of files) admit(store, course, step, feed.source, file, now)
    left.looks -= Math.max(1, files.length)
    if (after === null) store.executions.endFeed(course.run.run, feed)
    else store.executions.setAfter(course.run.run, feed, after)
  }
  return looked
}

function roomOf({ run, steps }: Course, step: CourseStep): number {
  const open = steps.reduce((sum, { queued, running }) => sum + queued + running, 0)
  const inRun = run.parallel === null ? window * 4 : run.parallel
  return Math.min(inRun - open, (step.parallel ?? window) - step.queued - step.running)
}

/** One input of a step, or, without a file, its beginning: what is known of it is used again; else it is to be done. */
export function admit(
  store: Store,
  course: Course,
  step: CourseStep,
  source: number | null,
  file: Output | null,
  now: number,
): void {
  const { run, forced } = course.run
  const recipe = hashOf(recipeText(step, interpreterOf(step), file))
  const isRecorded = step.mode === 'recorded'
  const ofThisRun = forced && !isRecorded ? run : null
  const nth = step.queued + step.running + step.done + step.reused + step.failed + step.stopped + 1
  const input = { inputName: file?.name ?? null, input: file?.hash ?? null }
  const row = { run, step: step.position, nth, source: source === 0 ? null : source, recipe, task: null, result: null, ...input }
  const known = isRecorded || step.cache ? store.objects.ofRecipe(recipe, ofThisRun) : null
  if (known) {
    const number = store.executions.insert({ ...row, status: 'reused', result: known.number })
    count(course, step, 'reused')
    return handOn(store, course, { execution: number, step, result: known.number, files: known.files }, now)
  }
  count(course, step, 'queued')
  if (isRecorded) {
    const number = store.executions.insert({ ...row, status: 'queued' })
    return fail(store, course, step, number, 'Nothing is known of it: run it once without --from and --only.', null, now)
  }
  const waits = step.cache && store.executions.hasOpenTwin(recipe, ofThisRun)
  store.executions.insert({ ...row, status: 'queued', task: waits ? null : addTask(store, course, step, nth, now) })
}

/** Gives the number of its task. */
function addTask(store: Store, { run }: Course, step: CourseStep, nth: number, now: number): number {
  return store.tasks.insert({
    id: newId(now),
    run: run.run,
    nodeKey: `${step.position}/${nth}`,
    kind: 'shell',
    spec: null,
    stage: 'ready',
    queue: store.queues.need('default', now).name,
    priority: 0,
    dueAt: now,
    maxAttempts: step.maxAttempts,
    now,
  })
}

/** Gives its files to whoever takes them. */
export function handOn(store: Store, course: Course, given: Parameters<typeof deliver>[2], now: number): void {
  const circle = deliver(store, course, given)
  if (circle !== null) stopFor(store, course, circle, now)
}

/** A piece of work has failed; unless the run is to keep going, nothing new begins. It counts as `from` until now. */
export function fail(
  store: Store,
  course: Course,
  step: CourseStep,
  execution: number,
  error: string,
  facts: Record<string, unknown> | null,
  now: number,
  from: 'queued' | 'running' = 'queued',
): void {
  store.executions.setStatus(execution, 'failed', error)
  moveCount(course, step, from, 'failed')
  const row = store.executions.get(execution)
  note(store, course, 'step failed', { step: step.name, nth: row?.nth, input: row?.inputName ?? null, error, ...facts }, now)
  if (course.run.keepsGoing === 0 && course.run.stopping === null) stopFor(store, course, null, now)
}

function stopFor(store: Store, course: Course, problem: string | null, now: number): void {
  // That somebody stopped it outweighs what is wrong with it.
  if (course.run.stopping === 'stopped') return
  store.pipelines.stop(course.run.run, 'failed', problem)
  course.run.stopping = 'failed'
  course.run.problem = problem
  withdraw(store, course, now)
}

/** What has not begun will not. To be called inside a write. */
export function withdraw(store: Store, course: Course, now: number): void {
  for (const step of course.steps) {
    if (step.queued === 0) continue
    for (const { number, task: seq, recipe } of store.executions.queuedOf(course.run.run, step.position)) {
      const task = seq === null ? null : store.tasks.get(seq)
      if (
        task &&
        !store.moves.task('withdraw', { task: task.seq, queue: task.queue, place: task.stage, at: now, reason: 'withdrawn' })
      )
        continue
      store.executions.setStatus(number, 'stopped')
      moveCount(course, step, 'queued', 'stopped')
      if (task) wakeTwins(store, recipe, now)
    }
  }
}

/** Runs that waited for it have to look for themselves, in the next write. */
function wakeTwins(store: Store, recipe: string, now: number): void {
  for (const run of store.executions.runsWaitingFor(recipe)) store.flowRuns.wait({ run, step: '', kind: 'more', dueAt: 0 }, now)
}

export function note(store: Store, { run: { run } }: Course, type: string, data: Record<string, unknown>, now: number): void {
  const { id = '', jobId = null } = store.runs.byNumber(run) ?? {}
  store.events.append({ at: now, noun: 'run', run, id, jobId, type, data: { jobId, ...data } })
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
