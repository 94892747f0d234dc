import type { PipelineRun } from '../../../../shared/model/pipeline.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { Connected } from '../connect.ts'
import { exitCodeOfRun, exitCodes } from '../exit-codes.ts'
import { err, out, outcomeLine, printJsonLine, shown } from '../print.ts'
import type { Json } from '../with-client.ts'
import { stopOnInterrupt } from './exec.ts'
import { stepLine } from './pipelines.ts'

const lookMs = 250

type Show = (view: PipelineRun) => void

/**
 * Shows the progress of a pipeline's run until it ends: on a terminal in place, with --json as a line for each change. `keep` is called
 * with every view. Gives the exit code.
 */
export async function followPipeline(connected: Connected, run: Run, { json }: Json, keep?: Show): Promise<number> {
  const interrupted = stopOnInterrupt(connected, run)
  const show = json ? jsonLines() : process.stderr.isTTY ? inPlace() : () => {}
  for (;;) {
    const view = await connected.client.pipelines.view({ ref: run.id })
    show(view)
    keep?.(view)
    if (view.run.endedAt !== null) {
      if (!json) {
        for (const step of view.steps) out(stepLine(step))
        err(outcomeLine(view.run))
      }
      return interrupted.yes ? exitCodes.interrupted : exitCodeOfRun(view.run)
    }
    await new Promise((next) => setTimeout(next, lookMs))
  }
}

function jsonLines(): Show {
  let last = ''
  return ({ run: { id, number, status, reason, error }, steps }) => {
    const facts = { id, number, status, reason, error, steps }
    const text = JSON.stringify(facts)
    if (text !== last) printJsonLine(facts)
    last = text
  }
}

function inPlace(): Show {
  let lines = 0
  return ({ run, steps }) => {
    const text = run.endedAt === null ? steps.map(stepLine) : []
    process.stderr.write(`${lines > 0 ? `\u001b[${lines}A\u001b[J` : ''}${text.map((line) => `${shown(line)}\n`).join('')}`)
    lines = text.length
  }
}
