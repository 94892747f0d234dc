import type { Store } from '../store/store.ts'
import { closeRun } from './close.ts'
import { nextFiles } from './deliver.ts'
import { note } from './fail.ts'
import { type Course, type CourseStep, courseOf, isOpen, keepCounts } from './pipeline-state.ts'
import { admit, settleTwin } from './plan-execution.ts'

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
