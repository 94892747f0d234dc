import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '../../shared/errors.ts'
import { parseJson } from '../../shared/model/json-text.ts'
import type { Trigger } from '../../shared/model/run.ts'
import { TaskDraft } from '../../shared/model/task.ts'
import type { LineOutcome, Refused } from '../../shared/model/task-batch.ts'
import type { Engine } from '../engine/engine.ts'
import { invalidInput, toClientError } from './errors.ts'
import type { Line } from './read-lines.ts'

/** How long parsing lines may block the event loop. */
const holdMs = 3

type TaskLine = { index: number; draft: TaskDraft }

/** Enqueues some lines of a batch. Resolves with their outcomes, in order, once the accepted tasks are on disk. */
export async function takeLines(engine: Engine, lines: Line[], trigger: Trigger): Promise<LineOutcome[]> {
  const refused: LineOutcome[] = []
  const accepted: Promise<LineOutcome[]>[] = []
  let drafts: TaskLine[] = []
  let until = performance.now() + holdMs
  for (const { index, text } of lines) {
    const draft = readDraft(text)
    if (draft instanceof AppError) refused.push({ index, ...refusalOf(engine, draft) })
    else drafts.push({ index, draft })
    if (performance.now() < until) continue
    accepted.push(addDrafts(engine, drafts, trigger))
    drafts = []
    await nextTurn()
    until = performance.now() + holdMs
  }
  accepted.push(addDrafts(engine, drafts, trigger))
  return [...refused, ...(await Promise.all(accepted)).flat()].sort((a, b) => a.index - b.index)
}

async function addDrafts(engine: Engine, lines: TaskLine[], trigger: Trigger): Promise<LineOutcome[]> {
  const outcomes = await engine.tasks.createMany(
    lines.map(({ draft }) => draft),
    trigger,
  )
  return outcomes.map((outcome, at) => {
    const { index } = lines[at] as TaskLine
    if (outcome instanceof Error) return { index, ...refusalOf(engine, outcome) }
    const { id, runId, runNumber } = outcome.task
    return { index, status: outcome.created ? 201 : 200, id, runId, runNumber }
  })
}

function readDraft(text: Line['text']): TaskDraft | AppError {
  if (text instanceof AppError) return text
  try {
    const parsed = TaskDraft.safeParse(parseJson(text, 'The line'))
    return parsed.success ? parsed.data : invalidInput(parsed.error)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

/** The status and error that the task would have received alone. */
export function refusalOf({ log }: Pick<Engine, 'log'>, error: unknown): Refused {
  const { status, code, message, data } = toClientError(error, log)
  return { status, error: { code, message, ...(data?.issues ? { issues: data.issues } : {}) } }
}
